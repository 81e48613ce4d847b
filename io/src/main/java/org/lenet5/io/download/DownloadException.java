package org.lenet5.io.download;

import java.io.IOException;

/**
 * A data set could not be fetched or looked at. The message is meant for the user, and may have
 * several lines.
 */
public final class DownloadException extends IOException {

  private static final long serialVersionUID = 1;

  DownloadException(String message) {
    super(message);
  }

  DownloadException(String message, IOException cause) {
    super(message, cause);
  }
}
