"""The concept steered in public: measures, figures, participation, hearings, developments."""
