package org.lenet5.bench.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.lenet5.base.Randomness;
import org.lenet5.data.DataException;
import org.lenet5.data.Idx;
import org.lenet5.io.Checkpoint;
import org.lenet5.io.DataFolder;
import org.lenet5.io.ModelFile;
import org.lenet5.io.ModelFileException;
import org.lenet5.io.PictureException;
import org.lenet5.io.PictureFile;
import org.lenet5.run.RunFolder;

/**
 * Something that is read.
 *
 * @param name what the command calls it
 * @param seeds good ones
 * @param damage makes bad ones of them
 * @param door through which they are read
 * @param refusal the one exception that a bad one may end in
 * @param seconds the longest that reading one may take
 */
record Format(
    String name,
    List<Input> seeds,
    Damage damage,
    Door door,
    Class<? extends IOException> refusal,
    int seconds) {

  /** One input of so many may become very large. */
  private static final int LARGE = 64;

  /** Damages an input. */
  @FunctionalInterface
  interface Damage {
    Input of(Input good, Chance chance);
  }

  private static Damage damage(Mutator mutator) {
    return (good, chance) -> Mutator.mutateOne(good, chance, mutator);
  }

  /** Input {@code n}, the same for the same arguments: first the seeds, then what comes of them. */
  Input input(long seed, long n) {
    if (n < seeds.size()) {
      return seeds.get((int) n);
    }
    long bits = Randomness.bits(seed, name.hashCode(), n);
    Chance chance = new Chance(new SplittableRandom(bits), n % LARGE == LARGE - 1);
    return damage.of(seeds.get(chance.nextInt(seeds.size())), chance);
  }

  /** All of them. */
  static List<Format> all() throws IOException {
    return List.of(
        model("model", key -> key.startsWith("lenet5.")),
        model("network", key -> key.equals("lenet5.network")),
        new Format(
            "checkpoint",
            Seeds.checkpoints(),
            damage(new SafetensorsMutator(key -> key.startsWith("epoch."))),
            new Door.OneFile(Checkpoint::read, Checkpoint::read, Checkpoint::read),
            ModelFileException.class,
            10),
        new Format(
            "run",
            Seeds.runs(),
            runDamage(),
            new Door.Folder(folder -> new RunFolder(folder).settings()),
            ModelFileException.class,
            10),
        idx("images", Seeds.images(), 3),
        idx("labels", Seeds.labels(), 1),
        new Format(
            "folder",
            Seeds.folders(),
            new FolderDamage(),
            new Door.Folder(Format::readFolder),
            DataException.class,
            10),
        new Format(
            "mapping",
            Seeds.mappings(),
            (good, chance) ->
                good.with("mapping.txt", text(good.files().get("mapping.txt"), chance)),
            new Door.Folder(DataFolder::open),
            DataException.class,
            10),
        picture("png", PictureSeeds.pngs(), new PngMutator()),
        picture("jpeg", PictureSeeds.jpegs(), new JpegMutator()),
        picture("gif", PictureSeeds.gifs(), Bytes::damage),
        picture("bmp", PictureSeeds.bmps(), Bytes::damage));
  }

  private static Damage runDamage() {
    Mutator checkpoint = new SafetensorsMutator(key -> key.startsWith("note."));
    return (good, chance) ->
        Mutator.mutateOne(
            good, chance, good.files().containsKey(Seeds.COMMITTEE) ? Format::text : checkpoint);
  }

  private static Format model(String name, Predicate<String> text) throws IOException {
    return new Format(
        name,
        Seeds.models(),
        damage(new SafetensorsMutator(text)),
        new Door.OneFile(ModelFile::read, ModelFile::read, ModelFile::read),
        ModelFileException.class,
        10);
  }

  private static Format idx(String name, List<Input> seeds, int rank) {
    return new Format(
        name,
        seeds,
        damage(new IdxMutator()),
        new Door.OneFile(
            path -> Idx.read(path, rank),
            (file, bytes) -> Idx.read(file, new ByteArrayInputStream(bytes), rank),
            (file, in) -> Idx.read(file, in, rank)),
        DataException.class,
        10);
  }

  private static Format picture(String name, List<Input> seeds, Mutator mutator) {
    return new Format(
        name,
        seeds,
        damage(mutator),
        new Door.OneFile(PictureFile::read, PictureFile::read, PictureFile::read),
        PictureException.class,
        3);
  }

  private static Object readFolder(Path folder) throws IOException {
    DataFolder data = DataFolder.open(folder);
    return List.of(data.train(), data.test());
  }

  /** As text more often than as bytes. */
  static byte[] text(byte[] good, Chance chance) {
    return chance.nextInt(4) == 0 ? Bytes.damage(good, chance) : Texts.damage(good, chance);
  }

  @Override
  public String toString() {
    return name;
  }
}
