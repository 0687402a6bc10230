/**
 * Real packets: what AWS's rules are at a moment of the product's own cut becomes nftables rules in
 * a network namespace, and the kernel decides. Needs root, ip and nft; skipped, with the reason,
 * where the machine has no namespaces or no nf_tables.
 */
@NullMarked
package io.replicamedic.packets;

import org.jspecify.annotations.NullMarked;
