package dev.maxstorage.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/how-to/moving-over.md} with the properties and the official keys. */
class MovingOverPageTest {
  private static final Path PAGE = Path.of("docs/how-to/moving-over.md");
  private static final Pattern CODE = Pattern.compile("`([A-Za-z0-9_]+)(=[^`]*)?`");

  /** The keys that the official driver 3.10 and its README have in URLs. */
  private static final String OFFICIAL =
      "endpoint project accessId accessKey stsToken odps_config schema odpsNamespaceSchema"
          + " executeProject settings timezone useProjectTimeZone charset lifecycle tunnelEndpoint"
          + " tunnelQuotaName quotaName connectTimeout readTimeout tunnelConnectTimeout"
          + " tunnelReadTimeout retryTime tunnelRetryTime tunnelDownloadUseSingleReader"
          + " fetchResultThreadNum fetchResultPreloadSplitNum fetchResultSplitSize"
          + " useInstanceTunnel enableLimit autoLimitFallback autoSelectLimit"
          + " instanceTunnelMaxRecord instanceTunnelMaxSize interactiveMode interactiveServiceName"
          + " majorVersion attachTimeout alwaysFallback disableFallback fallbackQuota"
          + " fallbackForUnknownError fallbackForResourceNotEnough fallbackForUpgrading"
          + " fallbackForRunningTimeout fallbackForUnsupportedFeature enableCommandApi"
          + " skipSqlRewrite skipSqlInjectCheck skipCheckIfSelect skipCheckIfEpv2"
          + " disableConnectionSetting tableList httpsCheck logview logviewVersion"
          + " longJobWarningThreshold async readOnly verbose logLevel loglevel logConfFile"
          + " enableOdpsLogger";

  private record Row(List<String> keys, String here, String remarks) {}

  private static List<Row> rows() throws Exception {
    List<Row> rows = new ArrayList<>();
    String page = Files.readString(PAGE);
    String table =
        page.substring(page.indexOf("| official keys |"), page.indexOf("## What behaves"));
    for (String line : table.split("\n", -1)) {
      String[] cells = line.split(" \\| |^\\| | \\|$", -1);
      if (line.startsWith("| `")) {
        rows.add(new Row(codes(cells[1]), cells[2], cells[3]));
      }
    }
    return rows;
  }

  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    Matcher matcher = CODE.matcher(cell);
    while (matcher.find()) {
      codes.add(matcher.group(1));
    }
    return codes;
  }

  private static Set<String> known() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (ConnectionProperty<?> property : ConnectionProperties.all()) {
      names.add(property.name());
      names.addAll(property.aliases());
    }
    return names;
  }

  @Test
  void everyOfficialKeyIsListed() throws Exception {
    List<String> listed = rows().stream().flatMap(row -> row.keys().stream()).toList();
    assertThat(listed).doesNotHaveDuplicates().contains(OFFICIAL.split(" ", -1));
  }

  @Test
  void whatIsSaidOfAKeyIsTrue() throws Exception {
    Set<String> known = known();
    for (Row row : rows()) {
      List<String> working = row.keys().stream().filter(known::contains).toList();
      switch (row.here()) {
        case "same", "changed" -> assertThat(working).as(row.toString()).isNotEmpty();
        case "gone" -> assertThat(working).as(row.toString()).isEmpty();
        case "renamed" -> {
          assertThat(working).as(row.toString()).isEmpty();
          if (!row.keys().contains("endpoint")) {
            assertThat(codes(row.remarks())).as(row.toString()).isNotEmpty();
            assertThat(known).as(row.toString()).contains(codes(row.remarks()).get(0));
          }
        }
        default -> throw new AssertionError("'" + row.here() + "' of " + row);
      }
    }
  }
}
