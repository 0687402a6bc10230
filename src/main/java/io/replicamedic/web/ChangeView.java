package io.replicamedic.web;

import io.replicamedic.fleet.StatusChange;
import io.replicamedic.web.StateView.ChannelStateView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** That a replica's state became another one; a row of its history, and an event. */
record ChangeView(
    @Schema(description = "its number among the changes of all replicas; id of the event") long seq,
    String replica,
    @Schema(description = "when the new state was read first") Instant at,
    @Schema(description = "absent when nothing was known of it") Optional<StateView> before,
    StateView after) {

  static ChangeView of(StatusChange change) {
    return new ChangeView(
        change.seq(),
        change.replica(),
        change.at(),
        change.before().map(StateView::of),
        StateView.of(change.after()));
  }

  /** A line for the replica, and one for each channel that differs where there are several. */
  void lines(Columns to) {
    List<String> differing =
        names().filter(name -> !channel(before, name).equals(after.channel(name))).toList();
    String first = differing.isEmpty() ? "" : differing.getFirst();
    line(to, Times.utc(at), after.severity().name(), words(it -> line(it)), first);
    differing.stream()
        .skip(1)
        .forEach(name -> line(to, "", "", ofChannel(name, it -> it.code().name()), name));
  }

  private void line(Columns to, String when, String severity, String words, String channel) {
    to.row(
        when,
        severity,
        words,
        channel,
        ofChannel(channel, ChannelStateView::threads),
        ofChannel(channel, ChannelStateView::errors),
        ofChannel(channel, ChannelStateView::from));
  }

  private Stream<String> names() {
    return Stream.concat(before.stream(), Stream.of(after))
        .flatMap(state -> state.channels().stream())
        .map(ChannelStateView::channel)
        .distinct();
  }

  private static Optional<ChannelStateView> channel(Optional<StateView> state, String name) {
    return state.flatMap(it -> it.channel(name));
  }

  private static String line(StateView state) {
    return state.code()
        + state.cause().map(it -> " (" + it + ")").orElse("")
        + (state.secondary().isEmpty()
            ? ""
            : " +" + String.join("+", state.secondary().stream().map(Enum::name).toList()));
  }

  private String words(Function<StateView, String> part) {
    return fromTo(before.map(part), Optional.of(part.apply(after)));
  }

  private String ofChannel(String name, Function<ChannelStateView, String> part) {
    return fromTo(channel(before, name).map(part), after.channel(name).map(part));
  }

  private static String fromTo(Optional<String> from, Optional<String> to) {
    return from.isEmpty() || from.equals(to)
        ? to.orElse(from.isEmpty() ? "-" : from.get() + " -> -")
        : from.get() + " -> " + to.orElse("-");
  }
}
