/** Doubles that tests of several rooms share. */
@NullMarked
package dev.maxstorage.testing;

import org.jspecify.annotations.NullMarked;
