from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Constant(_message.Message):
    __slots__ = ["value"]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    value: float
    def __init__(self, value: _Optional[float] = ...) -> None: ...

class Cosine(_message.Message):
    __slots__ = ["decay_steps", "end_value", "init_value"]
    DECAY_STEPS_FIELD_NUMBER: _ClassVar[int]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    decay_steps: int
    end_value: float
    init_value: float
    def __init__(self, init_value: _Optional[float] = ..., decay_steps: _Optional[int] = ..., end_value: _Optional[float] = ...) -> None: ...

class CosineArc(_message.Message):
    __slots__ = ["begin", "end", "end_value", "init_value"]
    BEGIN_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    begin: float
    end: float
    end_value: float
    init_value: float
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., begin: _Optional[float] = ..., end: _Optional[float] = ...) -> None: ...

class CosineCycles(_message.Message):
    __slots__ = ["decay_steps", "init_value", "num_cycles"]
    DECAY_STEPS_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    NUM_CYCLES_FIELD_NUMBER: _ClassVar[int]
    decay_steps: int
    init_value: float
    num_cycles: float
    def __init__(self, init_value: _Optional[float] = ..., decay_steps: _Optional[int] = ..., num_cycles: _Optional[float] = ...) -> None: ...

class CosineRestarts(_message.Message):
    __slots__ = ["end_value", "first_steps", "init_value", "length_factor"]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    FIRST_STEPS_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    LENGTH_FACTOR_FIELD_NUMBER: _ClassVar[int]
    end_value: float
    first_steps: int
    init_value: float
    length_factor: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., first_steps: _Optional[int] = ..., length_factor: _Optional[int] = ...) -> None: ...

class CosineWave(_message.Message):
    __slots__ = ["decay_steps", "end_value", "init_value", "num_cycles", "shift"]
    DECAY_STEPS_FIELD_NUMBER: _ClassVar[int]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    NUM_CYCLES_FIELD_NUMBER: _ClassVar[int]
    SHIFT_FIELD_NUMBER: _ClassVar[int]
    decay_steps: int
    end_value: float
    init_value: float
    num_cycles: float
    shift: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., decay_steps: _Optional[int] = ..., num_cycles: _Optional[float] = ..., shift: _Optional[int] = ...) -> None: ...

class Cyclic(_message.Message):
    __slots__ = ["cycle_factor", "init_value", "peak_value", "step_factor", "steps_down", "steps_up"]
    CYCLE_FACTOR_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    PEAK_VALUE_FIELD_NUMBER: _ClassVar[int]
    STEPS_DOWN_FIELD_NUMBER: _ClassVar[int]
    STEPS_UP_FIELD_NUMBER: _ClassVar[int]
    STEP_FACTOR_FIELD_NUMBER: _ClassVar[int]
    cycle_factor: float
    init_value: float
    peak_value: float
    step_factor: float
    steps_down: int
    steps_up: int
    def __init__(self, init_value: _Optional[float] = ..., peak_value: _Optional[float] = ..., steps_up: _Optional[int] = ..., steps_down: _Optional[int] = ..., cycle_factor: _Optional[float] = ..., step_factor: _Optional[float] = ...) -> None: ...

class Exponential(_message.Message):
    __slots__ = ["decay_rate", "float32_steps", "init_value", "staircase", "transition_steps"]
    DECAY_RATE_FIELD_NUMBER: _ClassVar[int]
    FLOAT32_STEPS_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    STAIRCASE_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    decay_rate: float
    float32_steps: bool
    init_value: float
    staircase: bool
    transition_steps: float
    def __init__(self, init_value: _Optional[float] = ..., transition_steps: _Optional[float] = ..., decay_rate: _Optional[float] = ..., staircase: bool = ..., float32_steps: bool = ...) -> None: ...

class Floor(_message.Message):
    __slots__ = ["min_value", "schedule"]
    MIN_VALUE_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    min_value: float
    schedule: Schedule
    def __init__(self, schedule: _Optional[_Union[Schedule, _Mapping]] = ..., min_value: _Optional[float] = ...) -> None: ...

class HalvingDecay(_message.Message):
    __slots__ = ["end_value", "init_value", "transition_steps"]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    end_value: float
    init_value: float
    transition_steps: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., transition_steps: _Optional[int] = ...) -> None: ...

class Held(_message.Message):
    __slots__ = ["hold_steps", "schedule", "unit"]
    HOLD_STEPS_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    hold_steps: int
    schedule: Schedule
    unit: str
    def __init__(self, schedule: _Optional[_Union[Schedule, _Mapping]] = ..., hold_steps: _Optional[int] = ..., unit: _Optional[str] = ...) -> None: ...

class InverseSquareRoot(_message.Message):
    __slots__ = ["init_value", "timescale"]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    TIMESCALE_FIELD_NUMBER: _ClassVar[int]
    init_value: float
    timescale: float
    def __init__(self, init_value: _Optional[float] = ..., timescale: _Optional[float] = ...) -> None: ...

class InverseTime(_message.Message):
    __slots__ = ["decay_rate", "init_value", "staircase", "transition_steps"]
    DECAY_RATE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    STAIRCASE_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    decay_rate: float
    init_value: float
    staircase: bool
    transition_steps: float
    def __init__(self, init_value: _Optional[float] = ..., transition_steps: _Optional[float] = ..., decay_rate: _Optional[float] = ..., staircase: bool = ...) -> None: ...

class Join(_message.Message):
    __slots__ = ["boundaries", "phase_names", "schedules"]
    BOUNDARIES_FIELD_NUMBER: _ClassVar[int]
    PHASE_NAMES_FIELD_NUMBER: _ClassVar[int]
    SCHEDULES_FIELD_NUMBER: _ClassVar[int]
    boundaries: _containers.RepeatedScalarFieldContainer[int]
    phase_names: _containers.RepeatedScalarFieldContainer[str]
    schedules: _containers.RepeatedCompositeFieldContainer[Schedule]
    def __init__(self, schedules: _Optional[_Iterable[_Union[Schedule, _Mapping]]] = ..., boundaries: _Optional[_Iterable[int]] = ..., phase_names: _Optional[_Iterable[str]] = ...) -> None: ...

class Logarithmic(_message.Message):
    __slots__ = ["end_value", "init_value", "transition_steps"]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    end_value: float
    init_value: float
    transition_steps: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., transition_steps: _Optional[int] = ...) -> None: ...

class OnAxis(_message.Message):
    __slots__ = ["schedule", "shift", "steps_per_unit", "unit"]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    SHIFT_FIELD_NUMBER: _ClassVar[int]
    STEPS_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    schedule: Schedule
    shift: int
    steps_per_unit: int
    unit: str
    def __init__(self, schedule: _Optional[_Union[Schedule, _Mapping]] = ..., steps_per_unit: _Optional[int] = ..., shift: _Optional[int] = ..., unit: _Optional[str] = ...) -> None: ...

class OptimizerConfig(_message.Message):
    __slots__ = ["made_from", "optimizer", "schedule", "tag", "total_steps", "unit", "version"]
    class Unit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = []
    EPOCHS: OptimizerConfig.Unit
    MADE_FROM_FIELD_NUMBER: _ClassVar[int]
    MICRO_BATCHES: OptimizerConfig.Unit
    OPTIMIZER_FIELD_NUMBER: _ClassVar[int]
    OPTIMIZER_STEPS: OptimizerConfig.Unit
    SAMPLES: OptimizerConfig.Unit
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    TAG_FIELD_NUMBER: _ClassVar[int]
    TOTAL_STEPS_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    made_from: str
    optimizer: str
    schedule: Schedule
    tag: str
    total_steps: int
    unit: OptimizerConfig.Unit
    version: int
    def __init__(self, version: _Optional[int] = ..., optimizer: _Optional[str] = ..., tag: _Optional[str] = ..., unit: _Optional[_Union[OptimizerConfig.Unit, str]] = ..., total_steps: _Optional[int] = ..., schedule: _Optional[_Union[Schedule, _Mapping]] = ..., made_from: _Optional[str] = ...) -> None: ...

class PiecewiseConstant(_message.Message):
    __slots__ = ["boundaries", "values"]
    BOUNDARIES_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    boundaries: _containers.RepeatedScalarFieldContainer[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, boundaries: _Optional[_Iterable[int]] = ..., values: _Optional[_Iterable[float]] = ...) -> None: ...

class Polynomial(_message.Message):
    __slots__ = ["end_value", "init_value", "power", "transition_steps"]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    POWER_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    end_value: float
    init_value: float
    power: float
    transition_steps: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., transition_steps: _Optional[int] = ..., power: _Optional[float] = ...) -> None: ...

class PolynomialCycles(_message.Message):
    __slots__ = ["end_value", "init_value", "power", "transition_steps"]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    POWER_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    end_value: float
    init_value: float
    power: float
    transition_steps: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., transition_steps: _Optional[int] = ..., power: _Optional[float] = ...) -> None: ...

class Power(_message.Message):
    __slots__ = ["cooldown_end", "cooldown_steps", "init_value", "power", "transition_steps"]
    COOLDOWN_END_FIELD_NUMBER: _ClassVar[int]
    COOLDOWN_STEPS_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    POWER_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    cooldown_end: float
    cooldown_steps: float
    init_value: float
    power: float
    transition_steps: float
    def __init__(self, init_value: _Optional[float] = ..., power: _Optional[float] = ..., transition_steps: _Optional[float] = ..., cooldown_end: _Optional[float] = ..., cooldown_steps: _Optional[float] = ...) -> None: ...

class Sampled(_message.Message):
    __slots__ = ["is_refined", "steps", "values"]
    IS_REFINED_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    is_refined: bool
    steps: _containers.RepeatedScalarFieldContainer[int]
    values: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, steps: _Optional[_Iterable[int]] = ..., values: _Optional[_Iterable[float]] = ..., is_refined: bool = ...) -> None: ...

class Schedule(_message.Message):
    __slots__ = ["constant", "cosine", "cosine_arc", "cosine_cycles", "cosine_restarts", "cosine_wave", "cyclic", "exponential", "floor", "halving_decay", "held", "inverse_square_root", "inverse_time", "join", "logarithmic", "on_axis", "piecewise_constant", "polynomial", "polynomial_cycles", "power", "sampled", "shift", "square_root"]
    CONSTANT_FIELD_NUMBER: _ClassVar[int]
    COSINE_ARC_FIELD_NUMBER: _ClassVar[int]
    COSINE_CYCLES_FIELD_NUMBER: _ClassVar[int]
    COSINE_FIELD_NUMBER: _ClassVar[int]
    COSINE_RESTARTS_FIELD_NUMBER: _ClassVar[int]
    COSINE_WAVE_FIELD_NUMBER: _ClassVar[int]
    CYCLIC_FIELD_NUMBER: _ClassVar[int]
    EXPONENTIAL_FIELD_NUMBER: _ClassVar[int]
    FLOOR_FIELD_NUMBER: _ClassVar[int]
    HALVING_DECAY_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    INVERSE_SQUARE_ROOT_FIELD_NUMBER: _ClassVar[int]
    INVERSE_TIME_FIELD_NUMBER: _ClassVar[int]
    JOIN_FIELD_NUMBER: _ClassVar[int]
    LOGARITHMIC_FIELD_NUMBER: _ClassVar[int]
    ON_AXIS_FIELD_NUMBER: _ClassVar[int]
    PIECEWISE_CONSTANT_FIELD_NUMBER: _ClassVar[int]
    POLYNOMIAL_CYCLES_FIELD_NUMBER: _ClassVar[int]
    POLYNOMIAL_FIELD_NUMBER: _ClassVar[int]
    POWER_FIELD_NUMBER: _ClassVar[int]
    SAMPLED_FIELD_NUMBER: _ClassVar[int]
    SHIFT_FIELD_NUMBER: _ClassVar[int]
    SQUARE_ROOT_FIELD_NUMBER: _ClassVar[int]
    constant: Constant
    cosine: Cosine
    cosine_arc: CosineArc
    cosine_cycles: CosineCycles
    cosine_restarts: CosineRestarts
    cosine_wave: CosineWave
    cyclic: Cyclic
    exponential: Exponential
    floor: Floor
    halving_decay: HalvingDecay
    held: Held
    inverse_square_root: InverseSquareRoot
    inverse_time: InverseTime
    join: Join
    logarithmic: Logarithmic
    on_axis: OnAxis
    piecewise_constant: PiecewiseConstant
    polynomial: Polynomial
    polynomial_cycles: PolynomialCycles
    power: Power
    sampled: Sampled
    shift: Shift
    square_root: SquareRoot
    def __init__(self, constant: _Optional[_Union[Constant, _Mapping]] = ..., exponential: _Optional[_Union[Exponential, _Mapping]] = ..., inverse_time: _Optional[_Union[InverseTime, _Mapping]] = ..., polynomial: _Optional[_Union[Polynomial, _Mapping]] = ..., cosine: _Optional[_Union[Cosine, _Mapping]] = ..., piecewise_constant: _Optional[_Union[PiecewiseConstant, _Mapping]] = ..., sampled: _Optional[_Union[Sampled, _Mapping]] = ..., join: _Optional[_Union[Join, _Mapping]] = ..., floor: _Optional[_Union[Floor, _Mapping]] = ..., on_axis: _Optional[_Union[OnAxis, _Mapping]] = ..., inverse_square_root: _Optional[_Union[InverseSquareRoot, _Mapping]] = ..., square_root: _Optional[_Union[SquareRoot, _Mapping]] = ..., logarithmic: _Optional[_Union[Logarithmic, _Mapping]] = ..., cosine_wave: _Optional[_Union[CosineWave, _Mapping]] = ..., cosine_cycles: _Optional[_Union[CosineCycles, _Mapping]] = ..., power: _Optional[_Union[Power, _Mapping]] = ..., shift: _Optional[_Union[Shift, _Mapping]] = ..., polynomial_cycles: _Optional[_Union[PolynomialCycles, _Mapping]] = ..., held: _Optional[_Union[Held, _Mapping]] = ..., cosine_arc: _Optional[_Union[CosineArc, _Mapping]] = ..., cosine_restarts: _Optional[_Union[CosineRestarts, _Mapping]] = ..., cyclic: _Optional[_Union[Cyclic, _Mapping]] = ..., halving_decay: _Optional[_Union[HalvingDecay, _Mapping]] = ...) -> None: ...

class Shift(_message.Message):
    __slots__ = ["schedule", "steps"]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    schedule: Schedule
    steps: int
    def __init__(self, schedule: _Optional[_Union[Schedule, _Mapping]] = ..., steps: _Optional[int] = ...) -> None: ...

class SquareRoot(_message.Message):
    __slots__ = ["end_value", "init_value", "transition_steps"]
    END_VALUE_FIELD_NUMBER: _ClassVar[int]
    INIT_VALUE_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_STEPS_FIELD_NUMBER: _ClassVar[int]
    end_value: float
    init_value: float
    transition_steps: int
    def __init__(self, init_value: _Optional[float] = ..., end_value: _Optional[float] = ..., transition_steps: _Optional[int] = ...) -> None: ...
