package dev.maxstorage.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The JSON inside the {@code Schema} element of a table asked for with {@code extended}, as far as
 * it is used. Source: control-plane document, 8.3.
 *
 * @param reserved JSON text with more members, see {@link Reserved}; may be empty
 */
record ExtendedTableJson(@JsonProperty("Reserved") String reserved) {

  /** The members of {@link #reserved}; a scalar may be a number, a truth value or a text. */
  record Reserved(
      @JsonProperty("Transactional") String transactional,
      @JsonProperty("PrimaryKey") List<String> primaryKey) {}
}
