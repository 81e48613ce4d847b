package org.lenet5.run;

/** The first entry of a run's or committee's record. */
enum RunStatus {
  /** Until all is written. */
  RUNNING("running"),

  /** All is written. */
  DONE("done"),

  /** The same, but patience or an accuracy ended the run before its last epoch. */
  STOPPED_EARLY("stopped early");

  /** What the entry is called. */
  static final String KEY = "status";

  private final String text;

  RunStatus(String text) {
    this.text = text;
  }

  /** What the entry says. */
  @Override
  public String toString() {
    return text;
  }
}
