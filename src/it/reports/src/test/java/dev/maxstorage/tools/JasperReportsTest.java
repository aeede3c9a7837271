package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperExportManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JasperReports: a PDF report whose images come from a BLOB column. */
class JasperReportsTest {
  private static final Color[] COLORS = {Color.RED, Color.GREEN, Color.BLUE};

  private static ToolWarehouse warehouse;

  @BeforeAll
  static void fill() throws Exception {
    System.setProperty("java.awt.headless", "true");
    warehouse = ToolWarehouse.open("jasper");
    warehouse.run("create table pictures (id bigint, title string, picture blob)");
    try (Connection connection = warehouse.connect();
        PreparedStatement insert =
            connection.prepareStatement("insert into pictures values (?, ?, ?)")) {
      for (int i = 0; i < COLORS.length; i++) {
        insert.setLong(1, i);
        insert.setString(2, "Picture " + i);
        insert.setBytes(3, image(COLORS[i]));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  private static byte[] image(Color color) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 40; x++) {
      for (int y = 0; y < 30; y++) {
        image.setRGB(x, y, color.getRGB());
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  private static JasperPrint filled() throws IOException, JRException, SQLException {
    try (InputStream source = JasperReportsTest.class.getResourceAsStream("/pictures.jrxml");
        Connection connection = warehouse.connect()) {
      JasperReport report = JasperCompileManager.compileReport(source);
      return JasperFillManager.fillReport(report, new HashMap<>(Map.of("FIRST", 0L)), connection);
    }
  }

  @Test
  void aReportHasTheImagesOfABlobColumn() throws Exception {
    JasperPrint print = filled();
    assertThat(print.getPages()).hasSize(1);
    assertThat(print.getPages().get(0).getElements()).hasSize(2 * COLORS.length);
    byte[] pdf = JasperExportManager.exportReportToPdf(print);
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("%PDF-");
    assertThat(Pattern.compile("/Subtype\\s*/Image").matcher(text).results().count())
        .isEqualTo(COLORS.length);
  }
}
