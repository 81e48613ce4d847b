package org.lenet5.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which classes name which others, read from class files. A nested class counts as the one it is
 * in.
 *
 * @param uses by class, those that it names, itself left out
 * @param supertypes by class, those that it extends or implements
 * @param sealed the classes that name who may extend or implement them
 */
record ClassGraph(
    Map<String, Set<String>> uses, Map<String, Set<String>> supertypes, Set<String> sealed) {
  private static final Pattern TYPE = Pattern.compile("L(org/lenet5/[\\w/$]+)");

  /** The classes in folders and jars. */
  static ClassGraph of(List<Path> places) throws IOException {
    ClassGraph graph = new ClassGraph(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        graph.read(place);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          graph.read(jar.getPath("/"));
        }
      }
    }
    return graph;
  }

  private void read(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("module-info.class"))
          .forEach(this::add);
    }
  }

  private void add(Path file) {
    ClassModel model;
    try {
      model = ClassFile.of().parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String name = top(model.thisClass().asInternalName());
    Set<String> used = uses.computeIfAbsent(name, key -> new TreeSet<>());
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> use(type.asInternalName(), name, used);
        case Utf8Entry text -> {
          Matcher types = TYPE.matcher(text.stringValue()); // of descriptors and signatures
          while (types.find()) {
            use(types.group(1), name, used);
          }
        }
        default -> {}
      }
    }
    Set<String> above = supertypes.computeIfAbsent(name, key -> new TreeSet<>());
    model.superclass().ifPresent(type -> use(type.asInternalName(), name, above));
    model.interfaces().forEach(type -> use(type.asInternalName(), name, above));
    if (model.findAttribute(Attributes.permittedSubclasses()).isPresent()) {
      sealed.add(name);
    }
  }

  private static void use(String internalName, String by, Set<String> used) {
    String name = top(internalName);
    if (name.startsWith("org.lenet5.") && !name.equals(by) && !name.endsWith("package-info")) {
      used.add(name);
    }
  }

  private static String top(String internalName) {
    return internalName.replaceFirst("\\$.*", "").replace('/', '.');
  }

  /** The same with one use more. */
  ClassGraph with(String user, String used) {
    Map<String, Set<String>> more = new TreeMap<>();
    uses.forEach((name, names) -> more.put(name, new TreeSet<>(names)));
    more.computeIfAbsent(user, key -> new TreeSet<>()).add(used);
    return new ClassGraph(more, supertypes, sealed);
  }

  /** By package, the other packages that its classes name. */
  Map<String, Set<String>> packages() {
    Map<String, Set<String>> packages = new TreeMap<>();
    uses.forEach(
        (name, names) -> {
          Set<String> others = packages.computeIfAbsent(parent(name), key -> new TreeSet<>());
          names.stream().map(ClassGraph::parent).forEach(others::add);
          others.remove(parent(name));
        });
    return packages;
  }

  private static String parent(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * Circles of classes: sets in which each leads to each. A sealed type must name its members, so
   * that they name it does not count.
   */
  List<Set<String>> circles() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    uses.forEach(
        (name, names) -> {
          Set<String> others = new TreeSet<>(names);
          supertypes.getOrDefault(name, Set.of()).stream()
              .filter(sealed::contains)
              .forEach(others::remove);
          arrows.put(name, others);
        });
    return circles(arrows);
  }

  /** The strongly connected sets of more than one (Tarjan 1972). */
  static List<Set<String>> circles(Map<String, Set<String>> arrows) {
    List<Set<String>> circles = new ArrayList<>();
    Map<String, Integer> index = new HashMap<>();
    Map<String, Integer> low = new HashMap<>();
    Deque<String> path = new ArrayDeque<>();
    for (String start : arrows.keySet()) {
      if (!index.containsKey(start)) {
        visit(start, arrows, index, low, path, circles);
      }
    }
    return circles;
  }

  private static void visit(
      String node,
      Map<String, Set<String>> arrows,
      Map<String, Integer> index,
      Map<String, Integer> low,
      Deque<String> path,
      List<Set<String>> circles) {
    index.put(node, index.size());
    low.put(node, index.get(node));
    path.push(node);
    for (String next : arrows.getOrDefault(node, Set.of())) {
      if (!index.containsKey(next)) {
        visit(next, arrows, index, low, path, circles);
        low.merge(node, low.get(next), Math::min);
      } else if (path.contains(next)) {
        low.merge(node, index.get(next), Math::min);
      }
    }
    if (low.get(node).equals(index.get(node))) {
      Set<String> circle = new TreeSet<>();
      String member;
      do {
        member = path.pop();
        circle.add(member);
      } while (!member.equals(node));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
  }
}
