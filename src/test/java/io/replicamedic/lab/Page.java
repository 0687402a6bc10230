package io.replicamedic.lab;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One page of a describe's results. AWS may give fewer than asked for; the {@link AwsEndpoint} does
 * so always, with pages so small that whoever forgets the second one is found out.
 */
final class Page {
  static final int EC2_ITEMS = 5;
  static final int RDS_ITEMS = 2;

  private static final String AFTER = "after-";

  private Page() {}

  /** {@code all} is ordered by its keys; a token names the last key told, as things come and go. */
  static <T> List<Xml> ofEc2(
      Query request,
      String set,
      List<T> all,
      Function<T, String> key,
      Function<T, List<Xml>> content) {
    return ofEc2(request, 5, 1000, set, all, key, content);
  }

  /** The same for the describes that give a hundred at most. */
  static <T> List<Xml> ofHundred(
      Query request,
      String set,
      List<T> all,
      Function<T, String> key,
      Function<T, List<Xml>> content) {
    return ofEc2(request, 1, 100, set, all, key, content);
  }

  private static <T> List<Xml> ofEc2(
      Query request,
      int least,
      int most,
      String set,
      List<T> all,
      Function<T, String> key,
      Function<T, List<Xml>> content) {
    int wanted = request.number("MaxResults", EC2_ITEMS);
    if (wanted < least || wanted > most) {
      throw AwsError.client(
          "InvalidParameterValue", "Value ( " + wanted + " ) for parameter maxResults is invalid");
    }
    List<T> rest = after(last(request, "NextToken"), all, key);
    return page("nextToken", rest, EC2_ITEMS, key, page -> Xml.list(set, "item", page, content));
  }

  /** The same for RDS. */
  static <T> List<Xml> ofRds(
      Query request,
      String set,
      String item,
      List<T> all,
      Function<T, String> key,
      Function<T, List<Xml>> content) {
    int wanted = request.number("MaxRecords", 100);
    if (wanted < 20 || wanted > 100) {
      throw AwsError.client(
          "InvalidParameterValue",
          "Invalid value " + wanted + " for MaxRecords. Must be between 20 and 100");
    }
    List<T> rest = after(last(request, "Marker"), all, key);
    return page("Marker", rest, RDS_ITEMS, key, page -> Xml.list(set, item, page, content));
  }

  /** Empty for the first page: every key comes after it. */
  private static String last(Query request, String token) {
    if (!request.has(token)) {
      return "";
    }
    if (!request.text(token).startsWith(AFTER)) {
      throw AwsError.client("InvalidNextToken", "This token is not one of ours");
    }
    return request.text(token).substring(AFTER.length());
  }

  private static <T> List<T> after(String last, List<T> all, Function<T, String> key) {
    return all.stream().filter(it -> key.apply(it).compareTo(last) > 0).toList();
  }

  private static <T> List<Xml> page(
      String token,
      List<T> rest,
      int items,
      Function<T, String> key,
      Function<Stream<T>, Xml> content) {
    if (rest.size() <= items) {
      return List.of(content.apply(rest.stream()));
    }
    List<T> page = rest.subList(0, items);
    return List.of(content.apply(page.stream()), Xml.of(token, AFTER + key.apply(page.getLast())));
  }
}
