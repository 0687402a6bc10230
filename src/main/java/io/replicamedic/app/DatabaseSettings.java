package io.replicamedic.app;

import io.replicamedic.replication.ReplicationKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One registered database ({@code replica-medic.databases[n]}).
 *
 * @param tls of this service's own sessions: {@link io.replicamedic.outside.Tls.Mode}, or as it was
 *     once said, true for required and false for preferred
 * @param ca {@code file:} and the path of a PEM bundle; empty = the CAs that Java trusts
 */
record DatabaseSettings(
    @NotNull(message = ID_HELP) @Pattern(regexp = ID, message = ID_HELP) String id,
    @DefaultValue("aurora-mysql") String engine,
    @DefaultValue("external-binlog") ReplicationKind kind,
    @NotBlank String host,
    @DefaultValue("3306") @Min(1) @Max(65535) int port,
    @NotBlank String user,
    @NotNull(message = Spellings.PASSWORD_HELP)
        @Pattern(regexp = Spellings.PASSWORD, message = Spellings.PASSWORD_HELP)
        String password,
    @DefaultValue("true") @Pattern(regexp = Spellings.TLS, message = Spellings.TLS_HELP) String tls,
    @DefaultValue("") @Pattern(regexp = Spellings.CA, message = Spellings.CA_HELP) String ca,
    @Valid @Nullable IdentitySettings aws,
    @Valid @Nullable SourceSettings source,
    @DefaultValue List<@Valid SourceSettings> sources) {
  @AssertTrue(message = "source and sources: one for each channel, whose names ignore case")
  boolean isOneSourceForEachChannel() {
    List<String> channels = channels().map(SourceSettings::channelName).toList();
    return channels.size() == Set.copyOf(channels).size();
  }

  /** The default channel's source, and those of named ones. */
  Stream<SourceSettings> channels() {
    return Stream.concat(Stream.ofNullable(source), sources.stream());
  }

  /** What a database's id looks like. */
  static final String ID = "[a-z0-9][a-z0-9-]{0,39}";

  private static final String ID_HELP = "1 to 40 of a-z 0-9 -";
}
