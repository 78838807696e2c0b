"""MLflow's log, as it stands on standard error."""

import datetime
import sys


def _write(level, logger, message):
    now = datetime.datetime.now().strftime("%Y/%m/%d %H:%M:%S")
    print(f"{now} {level} {logger}: {message}", file=sys.stderr)


def info(logger, message):
    _write("INFO", logger, message)


def warning(logger, message):
    _write("WARNING", logger, message)
