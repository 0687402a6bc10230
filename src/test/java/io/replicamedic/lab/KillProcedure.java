package io.replicamedic.lab;

/** What {@code mysql.rds_kill} is like in a lab; nobody outside knows what Aurora's allows. */
public enum KillProcedure {
  /** Ends any session but rdsadmin's, the receiver's too. */
  ALLOWED,
  /** Raises an error for the server's own sessions. */
  REFUSED,
  ABSENT
}
