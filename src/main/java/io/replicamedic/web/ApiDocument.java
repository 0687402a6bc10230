package io.replicamedic.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** What springdoc cannot see by itself: the key, the problems, the introduction. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {
  private static final String INTRODUCTION =
      """
      Gets a stuck Amazon RDS or Aurora MySQL replica replicating again, every step on record.

      Every call needs a named API key, as `Authorization: Bearer <key>` or `X-API-Key: <key>`; with
      curl, keep the header in a file and send it with `-H @file`. Keys in the URL are refused.

      Answers are JSON; most calls also answer a readable table for `Accept: text/plain`. Every
      error is a problem document (RFC 9457) with a stable `code` and a `remedy`. Single reads carry
      an ETag and honour If-None-Match.
      """;

  @Bean
  OpenAPI apiDescription() {
    Components components =
        new Components()
            .addSecuritySchemes(
                "bearer",
                new SecurityScheme()
                    .type(SecurityScheme.Type.HTTP)
                    .scheme("bearer")
                    .description("a named API key"))
            .addSecuritySchemes(
                "key",
                new SecurityScheme()
                    .type(SecurityScheme.Type.APIKEY)
                    .in(SecurityScheme.In.HEADER)
                    .name("X-API-Key")
                    .description("the same key, in a header of its own"));
    problem().ifPresent(schema -> components.addSchemas("Problem", schema));
    return new OpenAPI()
        .info(new Info().title("replica-medic").version("v1").description(INTRODUCTION))
        .components(components)
        .addSecurityItem(new SecurityRequirement().addList("bearer"))
        .addSecurityItem(new SecurityRequirement().addList("key"));
  }

  @Bean
  OpenApiCustomizer requiredMembers() {
    return new RequiredMembers();
  }

  @Bean
  OperationCustomizer problemResponses() {
    return (operation, method) -> {
      operation.getResponses().values().forEach(ApiDocument::textIsText);
      statuses(method).forEach(status -> fails(operation, status));
      return operation;
    };
  }

  // springdoc describes a view's text by the view's members.
  private static void textIsText(ApiResponse response) {
    Content content = response.getContent();
    if (content != null && content.get(Media.TEXT) != null) {
      content.addMediaType(Media.TEXT, new MediaType().schema(new StringSchema()));
    }
  }

  private static IntStream statuses(HandlerMethod method) {
    Fails fails = method.getMethodAnnotation(Fails.class);
    IntStream own = fails == null ? IntStream.empty() : Arrays.stream(fails.value());
    return IntStream.concat(own, IntStream.of(401, 500)).sorted();
  }

  private static void fails(Operation operation, int status) {
    MediaType problem = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
    operation
        .getResponses()
        .addApiResponse(
            Integer.toString(status),
            new ApiResponse()
                .description(HttpStatus.valueOf(status).getReasonPhrase())
                .content(new Content().addMediaType(Problem.MEDIA_TYPE.toString(), problem)));
  }

  private static Optional<Schema<?>> problem() {
    ResolvedSchema resolved =
        ModelConverters.getInstance(true)
            .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(false));
    return Optional.ofNullable(resolved).map(it -> it.schema);
  }
}
