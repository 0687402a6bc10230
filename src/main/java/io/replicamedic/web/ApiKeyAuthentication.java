package io.replicamedic.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose key was known: its name, and nothing of the key. Read by controllers as actor. */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {
  private final String name;

  ApiKeyAuthentication(String name) {
    super(List.of());
    this.name = name;
    setAuthenticated(true);
  }

  @Override
  public Object getPrincipal() {
    return name;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiKeyAuthentication key && key.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
