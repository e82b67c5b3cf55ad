"""Do the points agree with a schedule?"""
