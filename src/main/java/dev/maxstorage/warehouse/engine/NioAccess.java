package dev.maxstorage.warehouse.engine;

import dev.maxstorage.warehouse.engine.EngineException.Kind;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.apache.arrow.memory.util.MemoryUtil;
import sun.misc.Unsafe;

/**
 * Lets Arrow's C data bridge make direct buffers over native memory, which otherwise takes a flag
 * on the command line of the JVM.
 *
 * <p>Package java.nio is opened to Arrow by the trusted lookup. Arrow looks for the constructor of
 * direct buffers once, when {@link MemoryUtil} is loaded; if that was before, the constructor is
 * handed in afterwards.
 */
final class NioAccess {
  static final String FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

  private static final int LONG_CAPACITY_SINCE = 21;

  private NioAccess() {}

  /** Opens java.nio; fails with a message that names the flag to use instead. */
  static synchronized void open() {
    try {
      Unsafe unsafe = unsafe();
      openPackage(unsafe);
      if (!directBuffersWork(unsafe)) {
        putConstructor(unsafe);
      }
      if (!directBuffersWork(unsafe)) {
        throw new IllegalStateException("Arrow still makes no direct buffers");
      }
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      throw new EngineException(
          Kind.INTERNAL,
          "The embedded warehouse needs access to java.nio; start Java with " + FLAG,
          e);
    }
  }

  private static Unsafe unsafe() throws ReflectiveOperationException {
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return (Unsafe) field.get(null);
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void openPackage(Unsafe unsafe) throws Throwable {
    Module base = Object.class.getModule();
    if (base.isOpen("java.nio", MemoryUtil.class.getModule())) {
      return;
    }
    Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
    MethodHandles.Lookup lookup =
        (MethodHandles.Lookup)
            unsafe.getObject(unsafe.staticFieldBase(trusted), unsafe.staticFieldOffset(trusted));
    MethodHandle open =
        lookup.findVirtual(
            Module.class,
            "implAddOpensToAllUnnamed",
            MethodType.methodType(void.class, String.class));
    open.invoke(base, "java.nio");
  }

  private static boolean directBuffersWork(Unsafe unsafe) {
    long address = unsafe.allocateMemory(1);
    try {
      return MemoryUtil.directBuffer(address, 1).capacity() == 1;
    } catch (UnsupportedOperationException e) {
      return false;
    } finally {
      unsafe.freeMemory(address);
    }
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void putConstructor(Unsafe unsafe) throws ReflectiveOperationException {
    Class<?> capacity = Runtime.version().feature() >= LONG_CAPACITY_SINCE ? long.class : int.class;
    Constructor<?> constructor =
        ByteBuffer.allocateDirect(1).getClass().getDeclaredConstructor(long.class, capacity);
    constructor.setAccessible(true);
    Field field = MemoryUtil.class.getDeclaredField("DIRECT_BUFFER_CONSTRUCTOR");
    unsafe.putObject(unsafe.staticFieldBase(field), unsafe.staticFieldOffset(field), constructor);
  }
}
