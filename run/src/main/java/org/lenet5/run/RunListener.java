package org.lenet5.run;

import org.lenet5.train.EpochResult;

/** Hears how a run, or each run of a committee, gets on. Does nothing unless told to. */
public interface RunListener {
  /** A listener that does nothing. */
  RunListener NONE = new RunListener() {};

  /** Something that a person may want to know: what a run begins with, why pictures are missing. */
  default void note(String line) {}

  /** A committee turns to a member, from 1 to {@code members}. */
  default void memberStarted(int number, int members) {}

  /** Training begins, from a checkpoint in the folder: from here on the run can be resumed. */
  default void started(RunFolder folder) {}

  /** Some samples of an epoch have been trained on, of all there are in it. */
  default void samplesDone(int epoch, int samples, int all) {}

  /** An epoch is over, and its checkpoint written. Exceptions end the run. */
  default void epochDone(EpochResult epoch) {}

  /** A run is finished, and all files are written. */
  default void finished(RunResult result) {}
}
