package org.lenet5.paper;

import org.lenet5.run.Settings;

/**
 * A network that a figure needs.
 *
 * @param name of its run, a folder of its own: {@code fig5/seed-42}
 * @param settings how it is trained
 */
record NamedSettings(String name, Settings settings) {}
