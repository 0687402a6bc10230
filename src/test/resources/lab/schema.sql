-- The application's tables: a column of every type whose events are awkward to read, a secondary
-- unique key to collide on, a composite key, an old character set. Ids below 1000 are left to the lab's
-- conflicts, the writer's rows come after.
CREATE DATABASE shop CHARACTER SET utf8mb4
//
CREATE TABLE shop.parcel (
  id BIGINT UNSIGNED PRIMARY KEY AUTO_INCREMENT,
  label VARCHAR(80) NOT NULL,
  town VARCHAR(40) CHARACTER SET latin1,
  price DECIMAL(14, 4) NOT NULL,
  weight FLOAT,
  volume DOUBLE,
  day DATE,
  at_time TIME(3),
  booked DATETIME(6) NOT NULL,
  seen TIMESTAMP NULL,
  season YEAR,
  photo BLOB,
  extra JSON,
  state ENUM('new', 'sent', 'lost') NOT NULL DEFAULT 'new',
  marks SET('fragile', 'cold', 'gift') NOT NULL DEFAULT '',
  bits BIT(10) NOT NULL DEFAULT b'0',
  counted INT UNSIGNED NOT NULL DEFAULT 0,
  note TEXT
) ENGINE = InnoDB AUTO_INCREMENT = 1000
//
CREATE TABLE shop.customer (
  id BIGINT PRIMARY KEY AUTO_INCREMENT,
  email VARCHAR(120) NOT NULL,
  name VARCHAR(60) CHARACTER SET latin1 NOT NULL,
  balance DECIMAL(12, 2) NOT NULL DEFAULT 0,
  UNIQUE KEY email (email)
) ENGINE = InnoDB AUTO_INCREMENT = 1000
//
CREATE TABLE shop.stock (
  shelf VARCHAR(20) NOT NULL,
  item INT UNSIGNED NOT NULL,
  amount INT NOT NULL,
  PRIMARY KEY (shelf, item)
) ENGINE = InnoDB
