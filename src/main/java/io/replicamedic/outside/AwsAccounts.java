package io.replicamedic.outside;

/** The ways to AWS; asked by whoever works on a database, or undoes what was done to one. */
public interface AwsAccounts {
  /** AWS, asked there and so: {@link Database#account}, or what an obligation recorded. */
  AwsServices of(AwsAccount account);

  /** AWS as {@code replica-medic.aws} says: for records from before there were others. */
  AwsServices standard();
}
