"""`lr_schedule.pbtxt`: the package's own message in text form, for whatever has no reader."""

from __future__ import annotations

from google.protobuf import text_format

from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.formats.text_protos import parse_error_sentence
from tb_lrplugin.frameworks.own.optimizer_config import reading_of
from tb_lrplugin.frameworks.parse_memo import ParseMemo
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.protos import optimizer_config_pb2 as pb

KIND = "schedule_file"
FILE_NAME = "lr_schedule.pbtxt"


class ScheduleFileSource:
    """Reads `lr_schedule.pbtxt` in a directory, or a file that the user names for the whole log directory."""

    def __init__(self) -> None:
        self._parse = ParseMemo(_parse)

    def read(self, directory: Directory) -> Reading | None:
        """Read the file of a directory; None where there is none."""
        if FILE_NAME not in directory.file_names():
            return None
        return self.read_file(directory, FILE_NAME)

    def read_file(self, directory: Directory, name: str) -> Reading:
        """Read a file of any name."""
        where = directory.where(name)
        try:
            return self._parse(where, directory.read_text(name))
        except ConfigFileError as error:
            return Reading(KIND, where, None, str(error))


def _parse(where: str, text: str) -> Reading:
    config = pb.OptimizerConfig()
    try:
        # Written by hand for us: a misspelled field must be said, not passed over.
        text_format.Parse(text, config)
    except text_format.ParseError as error:
        return Reading(KIND, where, None, parse_error_sentence(error))
    except RecursionError:
        return Reading(KIND, where, None, "the file nests its blocks too deep to be read")
    return reading_of(config, KIND, where, text.strip())
