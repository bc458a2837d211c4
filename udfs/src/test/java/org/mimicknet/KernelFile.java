/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The class file of a kernel, as compiled against this Java, and what it becomes where another
 * Java's vector module differs. By the JVM specification, section 4.4: each method and field that a
 * class uses is one constant of its pool, and is looked for when it is first used.
 */
public final class KernelFile {
  private static final String MODULE = "jdk/incubator/vector/";
  private static final int POOL = 10;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;

  private final byte[] bytes;

  /** By index of the pool, where a constant begins; 0 for none. */
  private final int[] at;

  private KernelFile(byte[] bytes) {
    this.bytes = bytes;
    this.at = constants(bytes);
  }

  /** A kernel of the package of {@code neighbour}. */
  public static KernelFile of(Class<?> neighbour, String name) throws IOException {
    try (InputStream in = neighbour.getResourceAsStream(name + ".class")) {
      return new KernelFile(in.readAllBytes());
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** What of the module the kernel uses: indices of the pool. */
  public List<Integer> uses() {
    List<Integer> uses = new ArrayList<>();
    for (int index = 1; index < at.length; index++) {
      boolean reference = at[index] != 0 && tag(index) >= 9 && tag(index) <= 11;
      if (reference && owner(index).startsWith(MODULE)) {
        uses.add(index);
      }
    }
    return uses;
  }

  /** The class and the name of what is used. */
  public String name(int use) {
    int nameAndType = unsigned(at[use] + 3);
    return owner(use).substring(MODULE.length()) + "." + text(unsigned(at[nameAndType] + 1));
  }

  /** The kernel where the module has no longer what is used: it is looked for in Object. */
  public KernelFile without(int use) {
    byte[] broken = bytes();
    for (int index = 1; index < at.length; index++) {
      if (at[index] != 0 && tag(index) == CLASS && className(index).equals("java/lang/Object")) {
        ByteBuffer.wrap(broken).putShort(at[use] + 1, (short) index);
        return new KernelFile(broken);
      }
    }
    throw new IllegalStateException("Cannot find Object among the constants");
  }

  /** The kernel where a method computes what another of as long a name does. */
  public KernelFile mistaking(String method, String other) {
    byte[] wrong = bytes();
    for (int index = 1; index < at.length; index++) {
      if (at[index] != 0 && tag(index) == UTF8 && text(index).equals(method)) {
        byte[] name = other.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, wrong, at[index] + 3, method.length());
      }
    }
    return new KernelFile(wrong);
  }

  /** A kernel of this file in the package of {@code lookup}, with what its class asks for. */
  public Object make(Lookup lookup, Object classData) throws Throwable {
    Lookup made = lookup.defineHiddenClassWithClassData(bytes, classData, true);
    return made.findConstructor(made.lookupClass(), MethodType.methodType(void.class)).invoke();
  }

  private String owner(int reference) {
    return className(unsigned(at[reference] + 1));
  }

  private String className(int index) {
    return text(unsigned(at[index] + 1));
  }

  private String text(int index) {
    return new String(bytes, at[index] + 3, unsigned(at[index] + 1), StandardCharsets.UTF_8);
  }

  private int tag(int index) {
    return bytes[at[index]];
  }

  private int unsigned(int position) {
    return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(position));
  }

  private static int[] constants(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipBytes(POOL - 2);
      int[] at = new int[in.readUnsignedShort()];
      int index = 1;
      while (index < at.length) {
        at[index] = bytes.length - in.available();
        int tag = in.readUnsignedByte();
        in.skipBytes(
            switch (tag) {
              case UTF8 -> in.readUnsignedShort();
              case CLASS, 8, 16, 19, 20 -> 2;
              case 15 -> 3;
              case 5, 6 -> 8;
              default -> 4;
            });
        index += tag == 5 || tag == 6 ? 2 : 1;
      }
      return at;
    } catch (IOException e) {
      throw new IllegalArgumentException("Cannot read the constants of a class", e);
    }
  }
}
