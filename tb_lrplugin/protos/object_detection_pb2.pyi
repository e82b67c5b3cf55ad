from google.protobuf.internal import containers as _containers
from google.protobuf.internal import python_message as _python_message
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Adam(_message.Message):
    __slots__ = ["learning_rate"]
    LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    learning_rate: LearningRate
    def __init__(self, learning_rate: _Optional[_Union[LearningRate, _Mapping]] = ...) -> None: ...

class Constant(_message.Message):
    __slots__ = ["learning_rate"]
    LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    learning_rate: float
    def __init__(self, learning_rate: _Optional[float] = ...) -> None: ...

class CosineDecay(_message.Message):
    __slots__ = ["hold_base_rate_steps", "learning_rate_base", "total_steps", "warmup_learning_rate", "warmup_steps"]
    HOLD_BASE_RATE_STEPS_FIELD_NUMBER: _ClassVar[int]
    LEARNING_RATE_BASE_FIELD_NUMBER: _ClassVar[int]
    TOTAL_STEPS_FIELD_NUMBER: _ClassVar[int]
    WARMUP_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    WARMUP_STEPS_FIELD_NUMBER: _ClassVar[int]
    hold_base_rate_steps: int
    learning_rate_base: float
    total_steps: int
    warmup_learning_rate: float
    warmup_steps: int
    def __init__(self, learning_rate_base: _Optional[float] = ..., total_steps: _Optional[int] = ..., warmup_learning_rate: _Optional[float] = ..., warmup_steps: _Optional[int] = ..., hold_base_rate_steps: _Optional[int] = ...) -> None: ...

class ExponentialDecay(_message.Message):
    __slots__ = ["burnin_learning_rate", "burnin_steps", "decay_factor", "decay_steps", "initial_learning_rate", "min_learning_rate", "staircase"]
    BURNIN_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    BURNIN_STEPS_FIELD_NUMBER: _ClassVar[int]
    DECAY_FACTOR_FIELD_NUMBER: _ClassVar[int]
    DECAY_STEPS_FIELD_NUMBER: _ClassVar[int]
    INITIAL_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    MIN_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    STAIRCASE_FIELD_NUMBER: _ClassVar[int]
    burnin_learning_rate: float
    burnin_steps: int
    decay_factor: float
    decay_steps: int
    initial_learning_rate: float
    min_learning_rate: float
    staircase: bool
    def __init__(self, initial_learning_rate: _Optional[float] = ..., decay_steps: _Optional[int] = ..., decay_factor: _Optional[float] = ..., staircase: bool = ..., burnin_learning_rate: _Optional[float] = ..., burnin_steps: _Optional[int] = ..., min_learning_rate: _Optional[float] = ...) -> None: ...

class LearningRate(_message.Message):
    __slots__ = ["constant_learning_rate", "cosine_decay_learning_rate", "exponential_decay_learning_rate", "manual_step_learning_rate"]
    CONSTANT_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    COSINE_DECAY_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    EXPONENTIAL_DECAY_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    MANUAL_STEP_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    constant_learning_rate: Constant
    cosine_decay_learning_rate: CosineDecay
    exponential_decay_learning_rate: ExponentialDecay
    manual_step_learning_rate: ManualStep
    def __init__(self, constant_learning_rate: _Optional[_Union[Constant, _Mapping]] = ..., exponential_decay_learning_rate: _Optional[_Union[ExponentialDecay, _Mapping]] = ..., manual_step_learning_rate: _Optional[_Union[ManualStep, _Mapping]] = ..., cosine_decay_learning_rate: _Optional[_Union[CosineDecay, _Mapping]] = ...) -> None: ...

class ManualStep(_message.Message):
    __slots__ = ["initial_learning_rate", "schedule", "warmup"]
    class LearningRateSchedule(_message.Message):
        __slots__ = ["learning_rate", "step"]
        LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
        STEP_FIELD_NUMBER: _ClassVar[int]
        learning_rate: float
        step: int
        def __init__(self, step: _Optional[int] = ..., learning_rate: _Optional[float] = ...) -> None: ...
    INITIAL_LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    WARMUP_FIELD_NUMBER: _ClassVar[int]
    initial_learning_rate: float
    schedule: _containers.RepeatedCompositeFieldContainer[ManualStep.LearningRateSchedule]
    warmup: bool
    def __init__(self, initial_learning_rate: _Optional[float] = ..., schedule: _Optional[_Iterable[_Union[ManualStep.LearningRateSchedule, _Mapping]]] = ..., warmup: bool = ...) -> None: ...

class Momentum(_message.Message):
    __slots__ = ["learning_rate"]
    LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    learning_rate: LearningRate
    def __init__(self, learning_rate: _Optional[_Union[LearningRate, _Mapping]] = ...) -> None: ...

class Optimizer(_message.Message):
    __slots__ = ["adam_optimizer", "momentum_optimizer", "rms_prop_optimizer"]
    ADAM_OPTIMIZER_FIELD_NUMBER: _ClassVar[int]
    MOMENTUM_OPTIMIZER_FIELD_NUMBER: _ClassVar[int]
    RMS_PROP_OPTIMIZER_FIELD_NUMBER: _ClassVar[int]
    adam_optimizer: Adam
    momentum_optimizer: Momentum
    rms_prop_optimizer: RmsProp
    def __init__(self, rms_prop_optimizer: _Optional[_Union[RmsProp, _Mapping]] = ..., momentum_optimizer: _Optional[_Union[Momentum, _Mapping]] = ..., adam_optimizer: _Optional[_Union[Adam, _Mapping]] = ...) -> None: ...

class Pipeline(_message.Message):
    __slots__ = ["train_config"]
    Extensions: _python_message._ExtensionDict
    TRAIN_CONFIG_FIELD_NUMBER: _ClassVar[int]
    train_config: TrainConfig
    def __init__(self, train_config: _Optional[_Union[TrainConfig, _Mapping]] = ...) -> None: ...

class RmsProp(_message.Message):
    __slots__ = ["decay", "learning_rate"]
    DECAY_FIELD_NUMBER: _ClassVar[int]
    LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    decay: float
    learning_rate: LearningRate
    def __init__(self, learning_rate: _Optional[_Union[LearningRate, _Mapping]] = ..., decay: _Optional[float] = ...) -> None: ...

class TrainConfig(_message.Message):
    __slots__ = ["batch_size", "num_steps", "optimizer", "replicas_to_aggregate", "sync_replicas"]
    BATCH_SIZE_FIELD_NUMBER: _ClassVar[int]
    NUM_STEPS_FIELD_NUMBER: _ClassVar[int]
    OPTIMIZER_FIELD_NUMBER: _ClassVar[int]
    REPLICAS_TO_AGGREGATE_FIELD_NUMBER: _ClassVar[int]
    SYNC_REPLICAS_FIELD_NUMBER: _ClassVar[int]
    batch_size: int
    num_steps: int
    optimizer: Optimizer
    replicas_to_aggregate: int
    sync_replicas: bool
    def __init__(self, optimizer: _Optional[_Union[Optimizer, _Mapping]] = ..., num_steps: _Optional[int] = ..., batch_size: _Optional[int] = ..., sync_replicas: bool = ..., replicas_to_aggregate: _Optional[int] = ...) -> None: ...
