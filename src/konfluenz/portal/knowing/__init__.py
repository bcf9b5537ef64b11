"""What everybody may know: pages, questions and answers, life situations."""
