/**
 * EC2 and RDS through the AWS SDK, whose types stay in here. Readings are repeated by the SDK when
 * they fail and are complete; writes leave once, and what is unsure about them is said (design.md,
 * Zombies 6). Entered by {@link io.replicamedic.adapter.aws.AwsAccess}.
 */
@NullMarked
package io.replicamedic.adapter.aws;

import org.jspecify.annotations.NullMarked;
