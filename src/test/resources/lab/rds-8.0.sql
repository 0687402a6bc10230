-- The mysql.rds_* procedures of RDS for MySQL 8.0.41: each looks at the state of both threads first and
-- raises an error where it would do nothing (domain.md 2). What is known is when they raise it; the
-- words of these errors are ours. Installed after rds-common.sql.

-- Both threads ON, both OFF, no channel, or anything else: a receiver that is CONNECTING is broken too.
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_replication_service_state_for_channel(channel VARCHAR(64))
RETURNS VARCHAR(10) READS SQL DATA SQL SECURITY DEFINER
BEGIN
  DECLARE receiver, applier VARCHAR(20);
  IF NOT EXISTS (SELECT 1 FROM performance_schema.replication_connection_configuration
      WHERE channel_name = channel AND host <> '') THEN
    RETURN 'NOT_EXIST';
  END IF;
  SET receiver = (SELECT service_state FROM performance_schema.replication_connection_status
    WHERE channel_name = channel);
  SET applier = (SELECT service_state FROM performance_schema.replication_applier_status
    WHERE channel_name = channel);
  RETURN IF(receiver = applier AND applier IN ('ON', 'OFF'), applier, 'BROKEN');
END
//
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_replication_service_state() RETURNS VARCHAR(10)
READS SQL DATA SQL SECURITY DEFINER
RETURN mysql.rds_replication_service_state_for_channel('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_want_channel(channel VARCHAR(64))
SQL SECURITY DEFINER
IF mysql.rds_replication_service_state_for_channel(channel) = 'NOT_EXIST' THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is not configured. Run SHOW REPLICA STATUS to check.';
END IF
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_want_no_thread(channel VARCHAR(64))
SQL SECURITY DEFINER
IF mysql.rds_replication_service_state_for_channel(channel) IN ('ON', 'BROKEN') THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is running. Stop replication first.';
END IF
//
-- The plain procedures are these with the default channel's name, which is how RDS has them.
-- BROKEN is stopped like ON: no ghost is made here.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_stop_replication_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(CONCAT('Starting: stop ', mysql.rds_lab_thing(channel)));
  CALL mysql.rds_lab_want_channel(channel);
  IF mysql.rds_replication_service_state_for_channel(channel) = 'OFF' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is already stopped.';
  END IF;
  CALL mysql.rds_lab_want(CONCAT('stop ', mysql.rds_lab_thing(channel)), NULL, NULL);
  CALL mysql.rds_lab_run('STOP REPLICA', channel);
  CALL mysql.rds_lab_record(CONCAT('stop ', mysql.rds_lab_thing(channel)));
  SELECT 'Replica is down or disabled' AS Message;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_start_replication_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(CONCAT('Starting: start ', mysql.rds_lab_thing(channel)));
  CALL mysql.rds_lab_want_channel(channel);
  CASE mysql.rds_replication_service_state_for_channel(channel)
    WHEN 'ON' THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is already running.';
    WHEN 'BROKEN' THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
        'Replica might be running. Run SHOW REPLICA STATUS to check, and stop it first.';
    ELSE CALL mysql.rds_lab_start(channel);
  END CASE;
END
//
-- Stops what runs before it resets, so that error 3081 cannot come.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_source_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(CONCAT('Starting: reset ', mysql.rds_lab_thing(channel)));
  CALL mysql.rds_lab_want_channel(channel);
  IF mysql.rds_replication_service_state_for_channel(channel) <> 'OFF' THEN
    CALL mysql.rds_lab_run('STOP REPLICA', channel);
  END IF;
  CALL mysql.rds_lab_run('RESET REPLICA ALL', channel);
  CALL mysql.rds_lab_want(CONCAT('reset ', mysql.rds_lab_thing(channel)), NULL, NULL);
  CALL mysql.rds_lab_record(CONCAT('reset ', mysql.rds_lab_thing(channel)));
  SELECT 'Replica has been reset' AS message;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_with_auto_position_for_channel(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN enable_ssl_encryption TINYINT(1), IN delay INT, IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note(IF(channel = '', 'Starting: set master AP', 'Starting: set channel AP'),
    host, port, user, NULL, NULL, enable_ssl_encryption);
  CALL mysql.rds_lab_want_no_thread(channel);
  CALL mysql.rds_lab_want_address_alone(host, port, channel);
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    CONCAT('SOURCE_AUTO_POSITION = 1, SOURCE_DELAY = ', delay), channel);
  CALL mysql.rds_lab_note(IF(channel = '', 'set master with AP', 'set channel with AP'),
    host, port, user, NULL, NULL, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_with_delay_for_channel(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT,
  IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note(IF(channel = '', 'Starting: set master', 'Starting: set channel'),
    host, port, user, name, pos, enable_ssl_encryption);
  CALL mysql.rds_lab_want_no_thread(channel);
  CALL mysql.rds_lab_want_address_alone(host, port, channel);
  CALL mysql.rds_lab_configure(host, port, user, passwd, enable_ssl_encryption,
    CONCAT(mysql.rds_lab_position(name, pos), ', SOURCE_DELAY = ', delay), channel);
  CALL mysql.rds_lab_note(IF(channel = '', 'set master', 'set channel source'),
    host, port, user, name, pos, enable_ssl_encryption);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_for_channel(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN channel VARCHAR(64))
SQL SECURITY DEFINER
CALL mysql.rds_set_external_source_with_delay_for_channel(
  host, port, user, passwd, name, pos, enable_ssl_encryption, 0, channel)
//
-- Only where the applier has failed and the receiver has not: OFF is refused.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_repl_error_for_channel(IN channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record(IF(channel = '', 'Starting: skip_repl_error', 'Starting: skip_repl_err_ch'));
  CALL mysql.rds_lab_want_channel(channel);
  IF mysql.rds_replication_service_state_for_channel(channel) = 'OFF' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is down. Start replication first.';
  END IF;
  IF NOT mysql.rds_lab_worker_failed(channel) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Replica is running normally. No errors detected to skip.';
  END IF;
  CALL mysql.rds_lab_skip_error(channel);
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_stop_replication()
SQL SECURITY DEFINER
CALL mysql.rds_stop_replication_for_channel('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_start_replication()
SQL SECURITY DEFINER
CALL mysql.rds_start_replication_for_channel('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_master()
SQL SECURITY DEFINER
CALL mysql.rds_reset_external_source_for_channel('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_repl_error()
SQL SECURITY DEFINER
CALL mysql.rds_skip_repl_error_for_channel('')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_master_with_auto_position(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN enable_ssl_encryption TINYINT(1), IN delay INT)
SQL SECURITY DEFINER
CALL mysql.rds_set_external_source_with_auto_position_for_channel(
  host, port, user, passwd, enable_ssl_encryption, delay, '')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_master(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
CALL mysql.rds_set_external_source_for_channel(host, port, user, passwd, name, pos, enable_ssl_encryption, '')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_master_with_delay(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1), IN delay INT)
SQL SECURITY DEFINER
CALL mysql.rds_set_external_source_with_delay_for_channel(
  host, port, user, passwd, name, pos, enable_ssl_encryption, delay, '')
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_next_master_log(IN curr_master_log INT)
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_want_channel('');
  IF mysql.rds_lab_receiver_is_on('') THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'The receiver runs; there is no 1236 error to get over.';
  END IF;
  CALL mysql.rds_lab_next_log(curr_master_log);
END
