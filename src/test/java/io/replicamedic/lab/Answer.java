package io.replicamedic.lab;

import java.util.List;
import java.util.UUID;

/**
 * What the {@link AwsEndpoint} answers to one call.
 *
 * @param code {@code OK}, or AWS's error code
 */
record Answer(int status, String code, String xml) {
  static final String OK = "OK";

  /** The dialects of the query protocol. */
  enum Service {
    EC2,
    RDS,
    STS
  }

  /** A call that went well; {@code content} as the service's documentation shows it. */
  static Answer of(Service service, String action, List<Xml> content) {
    String request = UUID.randomUUID().toString();
    Xml body =
        switch (service) {
          case EC2 ->
              Xml.of(
                      action + "Response",
                      Xml.joined(List.of(Xml.of("requestId", request)), content))
                  .in("http://ec2.amazonaws.com/doc/2016-11-15/");
          case RDS, STS ->
              Xml.of(
                      action + "Response",
                      List.of(
                          Xml.of(action + "Result", content),
                          Xml.of("ResponseMetadata", List.of(Xml.of("RequestId", request)))))
                  .in(namespace(service));
        };
    return new Answer(200, OK, body.document());
  }

  static Answer of(Service service, AwsError error) {
    String request = UUID.randomUUID().toString();
    Xml code = Xml.of("Code", error.code());
    Xml message = Xml.of("Message", error.text());
    Xml body =
        switch (service) {
          case EC2 ->
              Xml.of(
                  "Response",
                  List.of(
                      Xml.of("Errors", List.of(Xml.of("Error", List.of(code, message)))),
                      Xml.of("RequestID", request)));
          case RDS, STS ->
              Xml.of(
                      "ErrorResponse",
                      List.of(
                          Xml.of("Error", List.of(Xml.of("Type", "Sender"), code, message)),
                          Xml.of("RequestId", request)))
                  .in(namespace(service));
        };
    return new Answer(error.status(), error.code(), body.document());
  }

  private static String namespace(Service service) {
    return service == Service.RDS
        ? "http://rds.amazonaws.com/doc/2014-10-31/"
        : "https://sts.amazonaws.com/doc/2011-06-15/";
  }
}
