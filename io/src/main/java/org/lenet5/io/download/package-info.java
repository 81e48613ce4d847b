/**
 * Data sets from the network: what exists ({@link org.lenet5.io.download.Catalog}), fetching it
 * ({@link org.lenet5.io.download.Downloads}) into a folder ({@link
 * org.lenet5.io.download.CacheFolder}), and telling what lies in a folder ({@link
 * org.lenet5.io.download.Verification}). Nothing is trusted but the checksums in the catalog.
 * Nothing is printed: a {@link org.lenet5.io.download.Progress} listens. Read {@code Catalog}
 * first, then {@code Downloads}; {@code Transfer} holds the protocol.
 */
package org.lenet5.io.download;
