package io.replicamedic.app;

import io.replicamedic.replication.ChannelName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The source that a replica should replicate from.
 *
 * @param host as the database reaches it
 * @param ssl whether replication is encrypted
 * @param tls of this service's own sessions to it; absent = as replication is
 * @param serviceHost as this service reaches it, when that differs
 * @param reach service (default) or database-only
 * @param aws what the RDS API calls it, for its failovers
 * @param channel whose source it is; "" is the default channel
 */
record SourceSettings(
    @NotBlank String host,
    @DefaultValue("3306") @Min(1) @Max(65535) int port,
    @NotBlank String user,
    @NotNull(message = Spellings.REFERENCE_HELP)
        @Pattern(regexp = Spellings.PASSWORD, message = Spellings.REFERENCE_HELP)
        String password,
    @DefaultValue("true") boolean ssl,
    @Nullable @Pattern(regexp = Spellings.TLS, message = Spellings.TLS_HELP) String tls,
    @DefaultValue("") @Pattern(regexp = Spellings.CA, message = Spellings.CA_HELP) String ca,
    @Nullable String serviceHost,
    @Nullable @Min(1) @Max(65535) Integer servicePort,
    @DefaultValue("service") Reach reach,
    @DefaultValue List<String> addresses,
    @Valid @Nullable IdentitySettings aws,
    @DefaultValue("") @Pattern(regexp = ChannelName.PATTERN, message = ChannelName.HELP)
        String channel) {
  /** As the server keeps it. */
  String channelName() {
    return ChannelName.of(channel);
  }

  /** From where a source can be reached. */
  enum Reach {
    SERVICE,
    DATABASE_ONLY
  }
}
