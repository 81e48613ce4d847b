package org.lenet5.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * All that a comparison found.
 *
 * @param machine what it ran on, by name
 * @param agreements of each peer that started
 * @param races one for each workload
 * @param commands whole commands
 * @param skipped what was not measured, and why
 */
record Report(
    Map<String, Object> machine,
    List<Agreement> agreements,
    List<Race> races,
    List<WholeCommand> commands,
    Map<String, String> skipped) {}
