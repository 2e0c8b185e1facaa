"""What differs in a machine of the lab when Tricircle joins the regions; all else is k_one_box."""
