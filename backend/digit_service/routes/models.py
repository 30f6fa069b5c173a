"""The weights: what they read, what they learned from, how well they do."""

from fastapi import APIRouter

from digit_reader import cards
from digit_service.schemas import ModelCard, ModelsAnswer

router = APIRouter(prefix="/api/v1", tags=["models"])


@router.get("/models", summary="The model cards")
def models() -> ModelsAnswer:
    """A card for each of the weights that this service has."""
    return ModelsAnswer(models=tuple(ModelCard.model_validate(card) for card in cards()))
