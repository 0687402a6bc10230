package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a describe's results. AWS may give fewer than asked for; the {@link AwsEndpoint} does
 * so always, with pages so small that whoever forgets the second one is found out.
 */
final class Page {
  static final int EC2_ITEMS = 5;
  static final int RDS_ITEMS = 2;

  private Page() {}

  static <T> List<Xml> ofEc2(
      Query request, String set, List<T> all, Function<T, List<Xml>> content) {
    int wanted = request.number("MaxResults", EC2_ITEMS);
    if (wanted < 5 || wanted > 1000) {
      throw AwsError.client(
          "InvalidParameterValue", "Value ( %d ) for parameter maxResults is invalid".formatted(wanted));
    }
    return page(
        request.text("NextToken"), "nextToken", set, "item", EC2_ITEMS, all, content);
  }

  static <T> List<Xml> ofRds(
      Query request, String set, String item, List<T> all, Function<T, List<Xml>> content) {
    int wanted = request.number("MaxRecords", 100);
    if (wanted < 20 || wanted > 100) {
      throw AwsError.client(
          "InvalidParameterValue", "Invalid value " + wanted + " for MaxRecords. Must be between 20 and 100");
    }
    return page(request.text("Marker"), "Marker", set, item, RDS_ITEMS, all, content);
  }

  private static <T> List<Xml> page(
      String token,
      String tokenName,
      String set,
      String item,
      int items,
      List<T> all,
      Function<T, List<Xml>> content) {
    int first = token.isEmpty() ? 0 : start(token);
    int end = Math.min(all.size(), first + items);
    List<Xml> page = new ArrayList<>();
    page.add(Xml.list(set, item, all.subList(Math.min(first, end), end).stream(), content));
    if (end < all.size()) {
      page.add(Xml.of(tokenName, "from-" + end));
    }
    return page;
  }

  private static int start(String token) {
    try {
      return Integer.parseInt(token.substring("from-".length()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw AwsError.client("InvalidNextToken", "The token '" + token + "' is invalid");
    }
  }
}
