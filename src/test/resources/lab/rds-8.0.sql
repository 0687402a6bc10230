-- The mysql.rds_* procedures of RDS for MySQL 8.0.41: each looks at the state of both threads first and
-- raises an error where it would do nothing (domain.md 2). What is known is when they raise it; the
-- words of these errors are ours. Installed after rds-common.sql.

-- Both threads ON, both OFF, no channel, or anything else: a receiver that is CONNECTING is broken too.
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_replication_service_state() RETURNS VARCHAR(10)
READS SQL DATA SQL SECURITY DEFINER
BEGIN
  DECLARE receiver, applier VARCHAR(20);
  IF NOT EXISTS (SELECT 1 FROM performance_schema.replication_connection_configuration
      WHERE channel_name = '' AND host <> '') THEN
    RETURN 'NOT_EXIST';
  END IF;
  SET receiver = (SELECT service_state FROM performance_schema.replication_connection_status
    WHERE channel_name = '');
  SET applier = (SELECT service_state FROM performance_schema.replication_applier_status
    WHERE channel_name = '');
  RETURN IF(receiver = applier AND applier IN ('ON', 'OFF'), applier, 'BROKEN');
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_want_channel()
SQL SECURITY DEFINER
IF mysql.rds_replication_service_state() = 'NOT_EXIST' THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is not configured. Run SHOW REPLICA STATUS to check.';
END IF
//
-- BROKEN is stopped like ON: no ghost is made here.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_stop_replication()
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record('Starting: stop slave');
  CALL mysql.rds_lab_want_channel();
  IF mysql.rds_replication_service_state() = 'OFF' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is already stopped.';
  END IF;
  CALL mysql.rds_lab_want('stop slave', NULL, NULL);
  STOP REPLICA FOR CHANNEL '';
  CALL mysql.rds_lab_record('stop slave');
  SELECT 'Replica is down or disabled' AS Message;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_start_replication()
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record('Starting: start slave');
  CALL mysql.rds_lab_want_channel();
  CASE mysql.rds_replication_service_state()
    WHEN 'ON' THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is already running.';
    WHEN 'BROKEN' THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
        'Replica might be running. Run SHOW REPLICA STATUS to check, and stop it first.';
    ELSE CALL mysql.rds_lab_start();
  END CASE;
END
//
-- Stops what runs before it resets, so that error 3081 cannot come.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_master()
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record('Starting: reset slave');
  CALL mysql.rds_lab_want_channel();
  IF mysql.rds_replication_service_state() <> 'OFF' THEN
    STOP REPLICA FOR CHANNEL '';
  END IF;
  RESET REPLICA ALL FOR CHANNEL '';
  CALL mysql.rds_lab_want('reset slave', NULL, NULL);
  CALL mysql.rds_lab_record('reset slave');
  SELECT 'Replica has been reset' AS message;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_want_no_thread()
SQL SECURITY DEFINER
IF mysql.rds_replication_service_state() IN ('ON', 'BROKEN') THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is running. Stop replication first.';
END IF
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_master_with_auto_position(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN enable_ssl_encryption TINYINT(1), IN delay INT)
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('Starting: set master AP', host, port, user, NULL, NULL, enable_ssl_encryption);
  CALL mysql.rds_lab_want_no_thread();
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    CONCAT('SOURCE_AUTO_POSITION = 1, SOURCE_DELAY = ', delay));
  CALL mysql.rds_lab_note('set master with AP', host, port, user, NULL, NULL, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_master(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('Starting: set master', host, port, user, name, pos, enable_ssl_encryption);
  CALL mysql.rds_lab_want_no_thread();
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    CONCAT('SOURCE_AUTO_POSITION = 0, SOURCE_LOG_FILE = ', QUOTE(TRIM(name)), ', SOURCE_LOG_POS = ', pos));
  CALL mysql.rds_lab_note('set master', host, port, user, name, pos, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_repl_error()
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record('Starting: skip_repl_error');
  CALL mysql.rds_lab_want_channel();
  IF mysql.rds_replication_service_state() = 'OFF' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is down. Start replication first.';
  END IF;
  IF NOT mysql.rds_lab_worker_failed() THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is running normally. No errors detected to skip.';
  END IF;
  CALL mysql.rds_lab_skip_error();
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_next_master_log(IN curr_master_log INT)
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_want_channel();
  IF mysql.rds_lab_receiver_is_on() THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The receiver runs; there is no 1236 error to get over.';
  END IF;
  CALL mysql.rds_lab_next_log(curr_master_log);
END
