package io.replicamedic.web;

import io.replicamedic.access.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells who is calling by the key in the header; the walls behind it decide what that allows. A key
 * in the URL is refused even when it is right: it stands in every log on the way by now.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
  /** Request attribute: a key came, and nobody knows it. */
  static final String UNKNOWN_KEY = ApiKeyFilter.class.getName() + ".unknown";

  private static final String BEARER = "Bearer ";
  private static final Set<String> KEY_NAMES =
      Set.of("key", "apikey", "xapikey", "token", "accesstoken", "authorization", "bearer");

  private final ApiKeys keys;

  ApiKeyFilter(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (keyInUrl(request)) {
      ProblemWriter.write(
          response,
          Problem.of(
              Fault.KEY_IN_URL,
              "a key in a URL ends up in logs and histories",
              "send it as a header (curl -H @file); replace that key now",
              request.getRequestURI()));
      return;
    }
    presented(request).ifPresent(key -> recognise(request, key));
    chain.doFilter(request, response);
  }

  private void recognise(HttpServletRequest request, String key) {
    Optional<String> name = keys.nameOf(key);
    if (name.isEmpty()) {
      request.setAttribute(UNKNOWN_KEY, true);
      return;
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new ApiKeyAuthentication(name.get()));
    SecurityContextHolder.setContext(context);
  }

  private static Optional<String> presented(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      return Optional.of(bearer ? authorization.substring(BEARER.length()).strip() : "");
    }
    return Optional.ofNullable(request.getHeader("X-API-Key")).map(String::strip);
  }

  private static boolean keyInUrl(HttpServletRequest request) {
    String query = request.getQueryString();
    return query != null
        && Arrays.stream(query.split("&"))
            .map(ApiKeyFilter::nameOf)
            .map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", ""))
            .anyMatch(KEY_NAMES::contains);
  }

  private static String nameOf(String parameter) {
    String name = parameter.replaceFirst("=.*", "");
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
