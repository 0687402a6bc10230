package io.replicamedic.rung.parameters;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.util.Map;

/**
 * Goal: @@GLOBAL reads what is wanted, whatever the API answered, and the groups say it, so that it
 * survives a restart. At the end of the ladder it says what a person should do.
 */
final class InForce implements Goal<ReplicaGrip> {
  private final AllAsWanted asWanted;
  private final Advice advice;
  private final int ladder;
  private final Clock clock;

  /**
   * @param ladder how many rungs there are
   */
  InForce(AllAsWanted asWanted, Advice advice, int ladder, Clock clock) {
    this.asWanted = asWanted;
    this.advice = advice;
    this.ladder = ladder;
    this.clock = clock;
  }

  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Reading reading = asWanted.read(run);
    if (!(reading instanceof Reading.NotMet(Map<String, String> facts, boolean _))) {
      return reading;
    }
    boolean over =
        run.workflow().progress().rung() >= ladder
            && run.workflow()
                .progress()
                .climb()
                .filter(last -> clock.instant().isBefore(last.deadline()))
                .isEmpty();
    return over ? advice.handOver(run, facts) : reading;
  }
}
