package io.replicamedic.web;

import io.replicamedic.access.ApiKeys;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The wall around everything but health: a named key in a header, on every single request. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  // Swagger UI is the only page here; answers of the API load nothing at all.
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'";

  @Bean
  SecurityFilterChain walls(HttpSecurity http, ApiKeys keys) {
    Walls walls = new Walls();
    return http
        // No cookies, no sessions: a browser sends nothing by itself that a forged page could use.
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
        .exceptionHandling(
            failing -> failing.authenticationEntryPoint(walls).accessDeniedHandler(walls))
        .addFilterBefore(new ApiKeyFilter(keys), AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    // Later dispatches of a request that was let in (or refused) already.
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .build();
  }

  /** Each filter would be observed at each request, for metrics that nobody reads. */
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Nobody logs in with a password; without this bean Boot would invent a user and print one. */
  @Bean
  AuthenticationManager noPasswords() {
    return authentication -> {
      throw new AuthenticationServiceException("there are no passwords here, only keys");
    };
  }
}
