package io.replicamedic.lab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Every call to the {@link AwsEndpoint} in the order of arrival; kept by it. */
final class CallLog {
  /** Where the answer of one call is written down as it becomes known. */
  final class Entry {
    private final int index;

    private Entry(int index) {
      this.index = index;
    }

    void answered(String code) {
      write(code);
    }

    void held() {
      write("held");
    }

    void lost(String code) {
      write("lost: " + code);
    }

    /** Perhaps for the second time. */
    void late(String code) {
      synchronized (CallLog.this) {
        String soFar = calls.get(index).answer();
        write(soFar.equals("held") ? "late: " + code : soFar + ", " + code);
      }
    }

    private void write(String answer) {
      synchronized (CallLog.this) {
        calls.set(index, calls.get(index).with(answer));
      }
    }
  }

  private final List<AwsEndpoint.Call> calls = new ArrayList<>();

  synchronized Entry arrived(Query request, Place.Scope scope, Instant at, Instant signedAt) {
    calls.add(
        new AwsEndpoint.Call(
            request.action(),
            request.parameters(),
            request.isDryRun(),
            scope.keyId(),
            scope.region(),
            at,
            signedAt,
            ""));
    return new Entry(calls.size() - 1);
  }

  synchronized List<AwsEndpoint.Call> calls() {
    return List.copyOf(calls);
  }
}
