package io.replicamedic.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** Calls the running server as a client would; headers are given as name, value, name, value. */
final class Api {
  static final String KEY = "k-3f9a1c77e0b84d52a6";

  private final Environment environment;
  private final HttpClient client = HttpClient.newHttpClient();

  Api(Environment environment) {
    this.environment = environment;
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      return Wire.stored(body());
    }

    /** A text at a JSON pointer. */
    String at(String pointer) {
      return json().at(pointer).asString("");
    }
  }

  Answer get(String path, String... headers) {
    return send(with(request(path).GET(), headers));
  }

  Answer post(String path, String body, String... headers) {
    HttpRequest.Builder post = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
    return send(with(post.header("Content-Type", "application/json"), headers));
  }

  Answer post(String path, String contentType, byte[] body) {
    HttpRequest.Builder post = request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return send(with(post.header("Content-Type", contentType)));
  }

  Answer put(String path, String body) {
    HttpRequest.Builder put = request(path).PUT(HttpRequest.BodyPublishers.ofString(body));
    return send(with(put.header("Content-Type", "application/json")));
  }

  Answer delete(String path) {
    return send(with(request(path).DELETE()));
  }

  /** Without any key. */
  Answer anonymous(String path, String... headers) {
    HttpRequest.Builder get = request(path).GET();
    return send(headers.length == 0 ? get : get.headers(headers));
  }

  /** The lines of a stream, as they come; closing it closes the connection. */
  Lines follow(String path, String... headers) {
    try {
      HttpResponse<Stream<String>> response =
          client.send(
              with(request(path).GET(), headers).build(), HttpResponse.BodyHandlers.ofLines());
      return new Lines(response.body(), response.body().iterator());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An open stream; next blocks until a line came, hasNext is false once the server closed it. */
  record Lines(Stream<String> stream, Iterator<String> lines) implements AutoCloseable {
    Lines(Stream<String> stream, Iterator<String> lines) {
      this.stream = stream;
      this.lines = lines;
    }

    /** The next line that begins so, without that beginning. */
    String next(String beginning) {
      while (lines.hasNext()) {
        String line = lines.next();
        if (line.startsWith(beginning)) {
          return line.substring(beginning.length());
        }
      }
      throw new AssertionError("the stream was closed before a line with " + beginning);
    }

    /** All further lines that begin so, until the server closes the stream. */
    java.util.List<String> rest(String beginning) {
      java.util.List<String> rest = new java.util.ArrayList<>();
      lines.forEachRemaining(
          line -> {
            if (line.startsWith(beginning)) {
              rest.add(line.substring(beginning.length()));
            }
          });
      return rest;
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  private HttpRequest.Builder request(String path) {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    request.header("Authorization", "Bearer " + KEY);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
