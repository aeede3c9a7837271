package dev.maxstorage.warehouse.engine;

import java.util.Set;

/** The words of a query that the translators know as syntax, in lower case. */
final class QueryWords {
  private static final Set<String> WORDS =
      Set.of(
          ("select distinct all as from where group by having order limit offset with values"
                  + " union intersect except minus join left right full outer inner cross natural"
                  + " semi anti on using lateral view table qualify window over partition rows range"
                  + " between unbounded preceding following current row and or not in is null like"
                  + " rlike regexp escape div case when then else end cast exists true false asc desc"
                  + " nulls first last interval year quarter month day hour minute second grouping"
                  + " sets rollup cube within filter distribute sort cluster extract explode"
                  + " posexplode")
              .split(" "));

  private QueryWords() {}

  static boolean has(String word) {
    return WORDS.contains(word);
  }
}
