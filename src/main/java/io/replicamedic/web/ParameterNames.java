package io.replicamedic.web;

import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestHeader;

/** How the caller knows a controller's parameter: by its header, else by its name. */
final class ParameterNames {
  private ParameterNames() {}

  static String of(MethodParameter parameter) {
    return Optional.ofNullable(parameter.getParameterAnnotation(RequestHeader.class))
        .map(RequestHeader::name)
        .filter(name -> !name.isEmpty())
        .or(() -> Optional.ofNullable(parameter.getParameterName()))
        .orElse("?");
  }
}
