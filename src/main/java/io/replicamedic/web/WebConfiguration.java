package io.replicamedic.web;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How this room speaks: strict JSON, plain text and CSV. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebConfiguration.Patience.class)
class WebConfiguration implements WebMvcConfigurer {

  /**
   * {@code replica-medic.web}: for how long connections are held.
   *
   * @param keepAlive longest silence on an event stream
   * @param longestWait most that {@code ?wait=} may ask for
   * @param mostStreams how many may follow the replicas' changes at once
   */
  @ConfigurationProperties("replica-medic.web")
  record Patience(
      @DefaultValue("15s") Duration keepAlive,
      @DefaultValue("60s") Duration longestWait,
      @DefaultValue("100") int mostStreams) {}

  private final Clock clock;

  WebConfiguration(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void addFormatters(FormatterRegistry formatters) {
    formatters.addConverter(String.class, WaitTime.class, WaitTime::parse);
    formatters.addConverter(String.class, HistoryView.Kind.class, HistoryView.Kind::parse);
  }

  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters
        .withJsonConverter(new JacksonJsonHttpMessageConverter(Wire.JSON))
        .addCustomConverter(new RenderedJson())
        .addCustomConverter(new PlainText(clock))
        .addCustomConverter(new Csv());
  }
}
