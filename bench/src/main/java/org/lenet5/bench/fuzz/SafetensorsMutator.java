package org.lenet5.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lenet5.io.DType;
import org.lenet5.io.ModelFileException;
import org.lenet5.io.Safetensors;
import org.lenet5.io.Tensor;

/**
 * Damages safetensors files: their bytes, the words of their header, or what a right header says.
 *
 * @param text whether a text of the metadata is one of those to damage most
 */
record SafetensorsMutator(Predicate<String> text) implements Mutator {

  @Override
  public byte[] mutate(byte[] good, Chance chance) {
    int header = Math.toIntExact(little(good).getLong(0));
    byte[] words = Arrays.copyOfRange(good, Long.BYTES, Long.BYTES + header);
    byte[] data = Arrays.copyOfRange(good, Long.BYTES + header, good.length);
    return switch (chance.nextInt(10)) {
      case 0 -> Bytes.damage(good, chance);
      case 1 -> file(Bytes.damage(words, chance), data);
      case 2, 3 -> file(Texts.damage(words, chance), data);
      case 4 -> file(words, Bytes.damage(data, chance));
      case 5, 6 -> otherTensors(good, chance);
      default -> otherText(good, chance);
    };
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** With a length that fits. */
  private static byte[] file(byte[] header, byte[] data) {
    byte[] length = new byte[Long.BYTES];
    little(length).putLong(header.length);
    return Bytes.join(length, header, data);
  }

  private static byte[] otherTensors(byte[] good, Chance chance) {
    Safetensors content = content(good);
    Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
    List<String> names = new ArrayList<>(tensors.keySet());
    for (int rounds = chance.rounds(); rounds > 0; rounds--) {
      String name = names.get(chance.nextInt(names.size()));
      Tensor tensor = tensors.getOrDefault(name, Tensor.of(List.of(), 0f));
      switch (chance.nextInt(6)) {
        case 0 -> tensors.remove(name);
        case 1 -> tensors.put(name, tensors.getOrDefault(names.getFirst(), tensor));
        case 2 -> tensors.put(Texts.damage(name, chance), tensor);
        case 3 -> tensors.put(name, ofType(tensor.shape(), tensor, chance));
        case 4 -> tensors.put(name, ofType(otherShape(tensor.shape(), chance), tensor, chance));
        default -> {
          List<Integer> shape = new ArrayList<>(tensor.shape());
          Collections.reverse(shape);
          tensors.put(name, new Tensor(tensor.dtype(), shape, tensor.data()));
        }
      }
    }
    return written(good, tensors, content.metadata(), chance);
  }

  private static List<Integer> otherShape(List<Integer> shape, Chance chance) {
    List<Integer> other = new ArrayList<>(shape);
    if (other.isEmpty() || chance.nextInt(3) == 0) {
      other.add(chance.nextInt(4));
    } else {
      int at = chance.nextInt(other.size());
      other.set(at, Math.floorMod(other.get(at) + chance.nextInt(-2, 3), 1 << 10));
    }
    return other;
  }

  /** A tensor of any type, with the values of another as far as there are some. */
  private static Tensor ofType(List<Integer> shape, Tensor of, Chance chance) {
    DType dtype =
        chance.nextBoolean() ? of.dtype() : DType.values()[chance.nextInt(DType.values().length)];
    long bytes = dtype.bytes();
    for (int size : shape) {
      bytes = Math.min(Bytes.LONGEST, bytes * size);
    }
    if (bytes == Bytes.LONGEST) {
      return of;
    }
    ByteBuffer data = ByteBuffer.allocate((int) bytes);
    data.put(of.data().limit(Math.min(of.data().limit(), data.capacity())));
    return new Tensor(dtype, shape, data.clear());
  }

  private byte[] otherText(byte[] good, Chance chance) {
    Safetensors content = content(good);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    for (int rounds = chance.rounds(); rounds > 0; rounds--) {
      List<String> keys = new ArrayList<>(metadata.keySet());
      if (chance.nextInt(8) > 0 && keys.stream().anyMatch(text)) {
        keys.removeIf(text.negate());
      }
      if (keys.isEmpty()) {
        metadata.put("format", "pt");
        continue;
      }
      String key = keys.get(chance.nextInt(keys.size()));
      switch (chance.nextInt(10)) {
        case 0 -> metadata.remove(key);
        case 1 -> metadata.put(Texts.damage(key, chance), metadata.get(key));
        case 2 -> metadata.put(key, metadata.get(keys.get(chance.nextInt(keys.size()))));
        default -> metadata.put(key, Texts.damage(metadata.get(key), chance));
      }
    }
    return written(good, content.tensors(), metadata, chance);
  }

  private static Safetensors content(byte[] good) {
    try {
      return Safetensors.read("seed", good);
    } catch (ModelFileException e) {
      throw new IllegalArgumentException(e); // only good files are damaged
    }
  }

  /** What can't be written is damaged in another way. */
  private static byte[] written(
      byte[] good, Map<String, Tensor> tensors, Map<String, String> texts, Chance chance) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (texts.values().stream().mapToLong(SafetensorsMutator::length).sum() > Bytes.LONGEST) {
        throw new IOException("too long to be tried in this heap");
      }
      new Safetensors(tensors, texts).write(out);
      return out.toByteArray();
    } catch (IllegalArgumentException | IOException e) {
      return Bytes.damage(good, chance);
    }
  }

  /** As JSON: control characters take six. */
  private static long length(String text) {
    return text.chars().mapToLong(c -> c < ' ' ? 6 : 1).sum();
  }
}
