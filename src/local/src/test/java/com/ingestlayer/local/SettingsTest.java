package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.local.front.Cors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Path ROOT = Path.of("/project");

    @TempDir
    private Path directory;

    @Test
    void theDefaultsAreThoseOfTheReadme() throws InvalidSettingsException {
        Settings settings = Settings.from(Map.of(), Map.of(), ROOT);
        assertThat(settings.ports()).isEqualTo(new Settings.Ports(8080, 8090, 8000, 9324, 8001));
        assertThat(settings.configDir()).isEqualTo(Path.of("/project/infra/config"));
        assertThat(settings.apiKey()).isEqualTo("il_local_development");
        assertThat(settings.webhookUrl()).isEmpty();
        assertThat(settings.webhookSecret()).isEqualTo("whsec_local_development");
        assertThat(settings.retrySchedule()).isEqualTo("30s,2m,10m,1h");
        assertThat(settings.cors()).isEqualTo(Cors.OFF);
    }

    @Test
    void everythingCanBeSet() throws InvalidSettingsException {
        Settings settings = Settings.from(
                Map.of(
                        "INGESTLAYER_LOCAL_PORT_HTTP", "1",
                        "INGESTLAYER_LOCAL_PORT_RECEIVER", "2",
                        "INGESTLAYER_LOCAL_PORT_DYNAMODB", "3",
                        "INGESTLAYER_LOCAL_PORT_SQS", "0",
                        "INGESTLAYER_LOCAL_PORT_SSM", "4",
                        "INGESTLAYER_LOCAL_API_KEY", "il_mine",
                        "INGESTLAYER_RETRY_SCHEDULE", "1s,2s,3s,4s",
                        "INGESTLAYER_LOCAL_CORS_ORIGINS", "https://app.example.com,http://localhost:3000",
                        "WEBHOOK_URL", "https://a.example/"),
                Map.of(),
                ROOT);
        assertThat(settings.ports()).isEqualTo(new Settings.Ports(1, 2, 3, 0, 4));
        assertThat(settings.apiKey()).isEqualTo("il_mine");
        assertThat(settings.retrySchedule()).isEqualTo("1s,2s,3s,4s");
        assertThat(settings.cors().origins()).containsExactly("https://app.example.com", "http://localhost:3000");
        assertThat(settings.webhookUrl()).hasValue("https://a.example/");
    }

    @Test
    void theEnvironmentComesBeforeDotEnvAndBothReachTheFunctions() throws InvalidSettingsException {
        Settings settings = Settings.from(
                Map.of("ACME_WEBHOOK", "of the environment", "OTHER", "1", "AWS_PROFILE", "mine"),
                Map.of("ACME_WEBHOOK", "of the file", "MORE", "2"),
                ROOT);
        assertThat(settings.webhookSecret()).isEqualTo("of the environment");
        assertThat(settings.variables())
                .isEqualTo(Map.of("ACME_WEBHOOK", "of the environment", "OTHER", "1", "MORE", "2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INGESTLAYER_LOCAL_PORT_HTTP|80a|INGESTLAYER_LOCAL_PORT_HTTP: expected a port from 0 to 65535, found \"80a\"",
                "INGESTLAYER_LOCAL_PORT_SQS|65536|INGESTLAYER_LOCAL_PORT_SQS: expected a port from 0 to 65535, found \"65536\"",
                "INGESTLAYER_RETRY_SCHEDULE|1s,2s|INGESTLAYER_RETRY_SCHEDULE: \"1s,2s\": expected four durations joined by commas, such as 30s,2m,10m,1h",
                "INGESTLAYER_LOCAL_LOGS|yaml|INGESTLAYER_LOCAL_LOGS: expected text or json, found \"yaml\"",
                "INGESTLAYER_LOCAL_CORS_ORIGINS|https://a,b|INGESTLAYER_LOCAL_CORS_ORIGINS: \"b\": expected origins joined by commas, such as https://app.example.com,http://localhost:3000",
                "INGESTLAYER_RETRY_SCHEDULE|soon|INGESTLAYER_RETRY_SCHEDULE: \"soon\": expected four durations joined by commas, such as 30s,2m,10m,1h",
            })
    void aWrongSettingIsRefusedByName(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.from(Map.of(name, value), Map.of(), ROOT))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(message);
    }

    @Test
    void dotEnvIsReadAsShellsWriteIt() throws IOException, InvalidSettingsException {
        Path file = directory.resolve(".env");
        assertThat(DotEnv.read(file)).isEmpty();
        Files.writeString(file, "# comment\n\nA=1\nexport B = two words\nC=\"quoted = #\"\nD=''\nE=it's\n");
        assertThat(DotEnv.read(file))
                .isEqualTo(Map.of("A", "1", "B", "two words", "C", "quoted = #", "D", "", "E", "it's"));
        Files.writeString(file, "A=1\nnonsense\n");
        assertThatThrownBy(() -> DotEnv.read(file))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(file + ":2: expected NAME=value");
    }

    @Test
    void aTakenPortIsOneClearLine() throws Exception {
        Files.createDirectories(directory.resolve("infra/config/events"));
        Files.createDirectories(directory.resolve("infra/config/pipelines"));
        for (String function : new String[] {"ingress", "delivery"}) {
            Files.createDirectories(directory.resolve("src/" + function + "/target"));
            Files.createFile(directory.resolve("src/" + function + "/target/function.zip"));
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.from(
                    Map.of(
                            "INGESTLAYER_LOCAL_PORT_HTTP",
                            "0",
                            "INGESTLAYER_LOCAL_PORT_RECEIVER",
                            Integer.toString(taken.getLocalPort())),
                    Map.of(),
                    directory);
            assertThatThrownBy(() -> LocalStack.start(settings))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " is taken: stop what uses it, or set INGESTLAYER_LOCAL_PORT_RECEIVER to another one");
        }
    }

    @Test
    void aMissingZipIsToldWithTheCommandThatMakesIt() throws Exception {
        Files.createDirectories(directory.resolve("infra/config/events"));
        Files.createDirectories(directory.resolve("infra/config/pipelines"));
        Settings settings = Settings.from(Map.of(), Map.of(), directory);
        assertThatThrownBy(() -> LocalStack.start(settings))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageEndingWith("function.zip is missing: run ./mvnw -Plocal");
        Settings others = Settings.from(Map.of("INGESTLAYER_LOCAL_FUNCTIONS", "natives"), Map.of(), directory);
        assertThatThrownBy(() -> LocalStack.start(others))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(directory.resolve("natives/ingress.zip")
                        + " is missing: INGESTLAYER_LOCAL_FUNCTIONS names that directory");
    }

    @Test
    void configurationAndDataAreDirectoriesSeenFromTheProject() throws InvalidSettingsException {
        Settings settings = Settings.from(
                Map.of(
                        "INGESTLAYER_LOCAL_CONFIG", "other/config",
                        "INGESTLAYER_LOCAL_DATA", "/var/data",
                        "INGESTLAYER_IP_DATABASE", "city.mmdb, /opt/asn.mmdb"),
                Map.of(),
                ROOT);
        assertThat(settings.configDir()).isEqualTo(Path.of("/project/other/config"));
        assertThat(settings.dataDir()).hasValue(Path.of("/var/data"));
        assertThat(settings.ipDatabase()).isEqualTo("/project/other/config/city.mmdb,/opt/asn.mmdb");
        Settings blank =
                Settings.from(Map.of("INGESTLAYER_LOCAL_CONFIG", " ", "INGESTLAYER_LOCAL_DATA", ""), Map.of(), ROOT);
        assertThat(blank.configDir()).isEqualTo(Path.of("/project/infra/config"));
        assertThat(blank.dataDir()).isEmpty();
        assertThat(blank.ipDatabase()).isEmpty();
    }

    @Test
    void oneStackAtATimeUsesADirectoryOfData() throws InvalidSettingsException {
        Path data = directory.resolve("data");
        try (DataDirectory used = DataDirectory.open(data)) {
            assertThat(used.engines()).isEqualTo(data);
            assertThatThrownBy(() -> DataDirectory.open(data))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessage("INGESTLAYER_LOCAL_DATA: another stack uses " + data
                            + "; stop it, or name another directory");
        }
        DataDirectory.open(data).close();
    }

    @Test
    void theFlightHasRoomForAsManyMessagesAsSqsHasUnlessTheEnvironmentSaysOtherwise() throws Exception {
        assertThat(Settings.from(Map.of(), Map.of(), directory).inFlightLimit()).isEqualTo(120_000);
        String variable = "INGESTLAYER_LOCAL_IN_FLIGHT_LIMIT";
        assertThat(Settings.from(Map.of(variable, "50"), Map.of(), directory).inFlightLimit())
                .isEqualTo(50);
        assertThatThrownBy(() -> Settings.from(Map.of(variable, "0"), Map.of(), directory))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(variable + ": expected a number of messages from 1, found \"0\"");
    }
}
