/**
 * What both ends of the wire agree on: actions, targets, messages, signatures, codecs, CRC blocks
 * and blob frames.
 *
 * <p>What enters and leaves: bytes and immutable records. Nothing here opens a connection. The
 * client rooms and the embedded warehouse both build on it, so it is tested against bytes from
 * outside. Start reading at {@link dev.maxstorage.wire.Action}; the messages are records named
 * after the actions.
 *
 * <p>Source of every fact: the Storage API document and the control-plane document.
 */
@NullMarked
package dev.maxstorage.wire;

import org.jspecify.annotations.NullMarked;
