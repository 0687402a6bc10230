package io.replicamedic.journal;

/** What a journal row says; stable words for portals and bots. */
public enum EntryKind {
  /** A workflow was asked for and accepted. */
  STARTED,
  /** A request that was refused, with the reason. */
  REFUSED,
  /** A plan was asked for and given; nothing was touched. */
  DRY_RUN,
  /** An instance took the workflow over from one that stopped or froze. */
  TAKEN_OVER,
  /** This version cannot: the record is damaged, or its playbook is not known here. */
  NOT_CARRIED_ON,
  /** The target cannot be held or read right now; nothing is done meanwhile. */
  WAITING,
  /** A phase begins: its goal is read from here on. */
  PHASE,
  /** About to act: committed before the act. */
  INTENT,
  /** What the act answered and what was read afterwards. */
  OUTCOME,
  /** An intent whose outcome nobody knows; its session is gone, so it cannot happen any more. */
  VOIDED,
  /** A rung that does not apply here, with the reason. */
  SKIPPED,
  /** A goal was read as met. */
  GOAL_MET,
  /** A rung's deadline passed without its effect. */
  NO_EFFECT,
  /** The one backward edge: an earlier phase must be reached again. */
  SETBACK,
  /** A question to a person. */
  QUESTION,
  /** A person's answer. */
  ANSWER,
  /** Something must be undone or completed later; recorded with its undo. */
  OWED,
  /** An obligation is closed, with the evidence. */
  DISCHARGED,
  /** An obligation could not be discharged yet. */
  STILL_OWED,
  /** An obligation is owed for too long: people are told until it is discharged. */
  ALARM_RAISED,
  /** What the alarm was about is discharged. */
  ALARM_CLEARED,
  /** A rule of an obligation that is closed was found in a security group and removed. */
  LEFTOVER,
  /** A person says that what was latched of a replica's source is settled. */
  ACKNOWLEDGED,
  /** A database's durability was audited; with the grade. */
  AUDITED,
  /** A person expects the database to be unwell for a while. */
  DOWNTIME,
  /** A person ended that early. */
  DOWNTIME_ENDED,
  /** A person answers for it that a finding on the database's durability stands for a while. */
  SUPPRESSED,
  /** A person ended that early. */
  SUPPRESSION_ENDED,
  /** Somebody asked whether planned work may begin, with the answer. */
  GUARDED,
  /** A person asked to cancel. */
  CANCEL,
  /** No more rungs: obligations are discharged, then it ends. */
  CLOSING,
  /** The end. */
  ENDED
}
