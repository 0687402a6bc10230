-- A service that lets nobody end the server's own sessions, as a managed one may.
DROP PROCEDURE mysql.rds_kill
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_kill(IN thread BIGINT)
SQL SECURITY DEFINER
BEGIN
  DECLARE owner VARCHAR(32) DEFAULT (SELECT user FROM information_schema.processlist WHERE id = thread);
  IF owner IN ('rdsadmin', 'system user') THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ERROR (RDS): CANNOT KILL RDSADMIN SESSION';
  END IF;
  KILL thread;
END
