"""What every record of the model has in common: it cannot change and refuses unknown fields."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record; a misspelt field is an error, never silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
